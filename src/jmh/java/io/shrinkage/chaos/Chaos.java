package io.shrinkage.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Runs that lose an executor, and runs that lose their driver and are resumed: a table for people,
 * and one line of JSON.
 *
 * <p>The moments are uniform over the time from a run's first executor to its last line, as long as
 * the shortest undisturbed run took for it. A kill that meets no executor, or a run that has said
 * its last line, is not counted and is tried again.
 */
final class Chaos {
  private static final int MOST_TRIES = 10;

  /** A fit over the cluster that takes a while, so that kills meet every kind of stage. */
  private static final List<String> SETS =
      List.of(
          "--set=fit.solver=proximal",
          "--set=fit.penalty=l1",
          "--set=fit.lambda=1e-4",
          "--set=fit.tolerance=1e-8",
          "--set=crosscheck.enabled=false");

  private final Path home;
  private final Path folder;
  private final ChaosOptions options;
  private final SplittableRandom random;
  private final List<String> hashes = new ArrayList<>();
  private Cluster cluster;
  private double span = Double.POSITIVE_INFINITY; // seconds from the first executor to the end
  private String reference;
  private int executorKills;
  private int finished;
  private int driverKills;
  private int whole;

  private Chaos(Path home, ChaosOptions options) {
    this.home = home;
    this.folder = home.resolve("target/chaos");
    this.options = options;
    this.random = new SplittableRandom(options.seed());
  }

  /** The project's folder, then what {@link ChaosOptions} reads; exit 1 if anything was lost. */
  public static void main(String[] args) throws Exception {
    ChaosOptions options;
    try {
      options = ChaosOptions.parse(Arrays.copyOfRange(args, 1, args.length));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Chaos chaos = new Chaos(Path.of(args[0]), options);
    chaos.run();
    System.out.println(new ObjectMapper().writeValueAsString(chaos.figures()));
    System.exit(chaos.nothingLost() ? 0 : 1);
  }

  private Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("runs", options.runs());
    figures.put("seed", options.seed());
    figures.put("executor_kills", executorKills);
    figures.put("finished", finished);
    figures.put("driver_kills", driverKills);
    figures.put("whole", whole);
    figures.put("undisturbed_hash", reference);
    figures.put("hashes", hashes);
    return figures;
  }

  private boolean nothingLost() {
    return finished == options.runs()
        && whole == options.runs()
        && hashes.stream().allMatch(reference::equals);
  }

  private void run() throws IOException, InterruptedException {
    Path data = data();
    Path out = folder.resolve("out-" + ProcessHandle.current().pid());
    Files.createDirectories(out);
    try (Cluster started = Cluster.start(home, folder.resolve("cluster"))) {
      cluster = started;
      undisturbed(new Output(out.resolve("undisturbed")), data);
      for (int run = 1; run <= options.runs(); run++) {
        loseExecutor(run, new Output(out.resolve("executor-" + run)), data);
      }
      Output shared = new Output(out.resolve("driver"));
      for (int run = 1; run <= options.runs(); run++) {
        loseDriver(run, shared, data);
      }
    }
  }

  private Path data() throws IOException, InterruptedException {
    Path data = folder.resolve("ratings-" + options.rows());
    if (!Files.exists(data.resolve("truth.json"))) {
      say("generating %,d ratings in %s", options.rows(), data);
      int exit =
          new ProcessBuilder(
                  home.resolve("scripts/shrinkage").toString(),
                  "generate",
                  "--rows=" + options.rows(),
                  "--movies=1000",
                  "--users=20000",
                  "--out=" + data)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.INHERIT)
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("generate ended with " + exit);
      }
    }
    return data;
  }

  private TrainingRun start(Output output, Path data, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(SETS);
    arguments.add("--config=" + config(data));
    arguments.add("--master=" + cluster.url());
    arguments.add("--out=" + output.directory());
    arguments.addAll(List.of(more));
    return TrainingRun.start(home, folder.resolve("train.log"), arguments);
  }

  /** The movies' features, as the benchmarks have them, for generated tables. */
  private Path config(Path data) throws IOException {
    return Files.writeString(
        folder.resolve("chaos.conf"),
        """
        input.ratings { format = parquet, path = "%1$s/ratings", options { header = null } }
        input.movies { format = parquet, path = "%1$s/movies", options { header = null } }
        features = [
          { name = genre, column = genres, kind = multi-hot, separator = "|" }
          { name = director, column = director, kind = one-hot, min-count = 20 }
          { name = actor, column = actor, kind = one-hot, min-count = 20 }
          { name = year, column = year, kind = numeric }
          { name = runtime, column = runtime, kind = numeric }
        ]
        """
            .formatted(data));
  }

  private void undisturbed(Output output, Path data) throws IOException, InterruptedException {
    awaitNoExecutors();
    TrainingRun run = start(output, data);
    isStruck(run, 1);
    int exit = run.exitCode();
    reference = exit == 0 ? Output.hash(output.champion().orElseThrow()) : "exit " + exit;
    if (exit != 0) {
      throw new IllegalStateException("the undisturbed run ended with " + exit + "; see " + log());
    }
    row("undisturbed", 0, Double.NaN, exit, run.seconds(), reference);
  }

  private Path log() {
    return folder.resolve("train.log");
  }

  private void loseExecutor(int number, Output output, Path data)
      throws IOException, InterruptedException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      awaitNoExecutors();
      double share = random.nextDouble();
      TrainingRun run = start(output, data);
      Optional<ProcessHandle> victim = isStruck(run, share) ? victim() : Optional.empty();
      boolean hit = victim.isPresent() && victim.get().destroyForcibly() && run.isAtWork();
      double killed = run.seconds();
      int exit = run.exitCode();
      if (hit) {
        executorKills++;
        finished += exit == 0 ? 1 : 0;
        String hash = exit == 0 ? Output.hash(output.champion().orElseThrow()) : null;
        hashes.add(hash);
        row("executor killed", number, killed, exit, run.seconds(), hash);
        return;
      }
      say("the kill at %.1f s met no running job; once more", killed);
    }
    throw new IllegalStateException("no kill met a running job");
  }

  private void loseDriver(int number, Output output, Path data)
      throws IOException, InterruptedException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      awaitNoExecutors();
      double share = random.nextDouble();
      TrainingRun run = start(output, data);
      boolean hit = isStruck(run, share) && !cluster.executors().isEmpty() && run.isAtWork();
      double killed = run.seconds();
      run.kill();
      if (hit) {
        driverKills++;
        String fault = output.fault();
        whole += fault.isEmpty() ? 1 : 0;
        if (!fault.isEmpty()) {
          say("not whole: %s", fault);
        }
        resume(number, killed, output, data);
        return;
      }
      say("the kill at %.1f s met no running job; once more", killed);
    }
    throw new IllegalStateException("no kill met a running job");
  }

  private void resume(int number, double killed, Output output, Path data)
      throws IOException, InterruptedException {
    awaitNoExecutors();
    TrainingRun run = start(output, data, "--resume");
    int exit = run.exitCode();
    String hash = exit == 0 ? Output.hash(output.champion().orElseThrow()) : null;
    hashes.add(hash);
    row("driver killed, resumed", number, killed, exit, run.seconds(), hash);
    Files.readAllLines(log()).stream()
        .filter(line -> line.startsWith("Resuming") || line.contains("checkpoint"))
        .forEach(line -> System.out.println("    " + line));
  }

  /** Waits for a moment of a run, as a share of its span; whether it is still at work then. */
  private boolean isStruck(TrainingRun run, double share) throws InterruptedException {
    while (run.isAtWork() && cluster.executors().isEmpty()) {
      Thread.sleep(20);
    }
    double first = run.seconds();
    while (run.isAtWork() && run.seconds() - first < share * span) {
      Thread.sleep(10);
    }
    if (run.isAtWork()) {
      return true;
    }
    span = Math.min(span, run.seconds() - first);
    return false;
  }

  private Optional<ProcessHandle> victim() {
    List<ProcessHandle> executors = cluster.executors();
    return executors.isEmpty()
        ? Optional.empty()
        : Optional.of(executors.get(random.nextInt(executors.size())));
  }

  /** Those of the run before end by themselves when they miss their driver. */
  private void awaitNoExecutors() throws InterruptedException {
    while (!cluster.executors().isEmpty()) {
      Thread.sleep(50);
    }
  }

  private static void row(
      String kind, int number, double killed, int exit, double seconds, String hash) {
    System.out.printf(
        Locale.ROOT,
        "%-24s %3s  %-16s exit %d  %6.1f s  %s%n",
        kind,
        number == 0 ? "" : String.valueOf(number),
        Double.isNaN(killed) ? "" : String.format(Locale.ROOT, "killed at %.1f s", killed),
        exit,
        seconds,
        hash == null ? "-" : hash.substring(0, Math.min(16, hash.length())));
  }

  private static void say(String format, Object... values) {
    System.err.printf(Locale.ROOT, "chaos: " + format + "%n", values);
  }
}
