package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.testing.Commands;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real command line: exit code, one message, no stack trace, nothing half published. What
 * depends on how a process starts or on what Spark logs of a failed task is one of its own, two at
 * a time; the other cases share one.
 */
@ExtendWith(SparkExtension.class)
class CommandLineIT {
  private static final String SCRIPT = "scripts/shrinkage";
  private static final Map<String, String> SPARK =
      Map.of(
          "SPARK_SCALA_VERSION",
          "2.13",
          "SPARK_HOME",
          Path.of("target/spark-home").toAbsolutePath().toString());

  @TempDir private static Path dir;
  private static ExecutorService two;
  private static Path good;
  private static String hash;

  /** What a process left behind. */
  private record Ended(int exitCode, String out, String err, Path output) {

    List<Path> runs() {
      try (Stream<Path> found = Files.list(output.resolve("runs"))) {
        return found.toList();
      } catch (IOException e) {
        return List.of();
      }
    }

    JsonNode record() {
      assertThat(runs()).hasSize(1);
      try {
        return new ObjectMapper().readTree(runs().get(0).resolve("run.json").toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One case; its checks see what the process left. */
  private record Case(
      List<String> command, Map<String, String> environment, Consumer<Ended> check) {}

  private final Map<String, Case> cases = new LinkedHashMap<>();

  @BeforeAll
  static void start() {
    two = Executors.newFixedThreadPool(2);
    good =
        write("good.csv", "x,y", "1,2.1", "2,3.9", "3,6.2", "4,7.8", "5,10.1", "6,11.7", "7,14.4");
  }

  @AfterAll
  static void stop() {
    two.shutdownNow();
  }

  private static Path write(String name, String... lines) {
    try {
      return Files.writeString(dir.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path bytes(String name, byte[] content) throws IOException {
    return Files.write(dir.resolve(name), content);
  }

  private static List<String> script(String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT));
    command.addAll(List.of(arguments));
    return command;
  }

  /** train on a table with columns x and y. */
  private static List<String> table(Path path, String... sets) {
    List<String> command =
        script(
            "train",
            "--set=input.ratings.path=\"" + path + "\"",
            "--set=input.ratings.columns={ user = \"\", item = \"\", time = \"\", rating = y }",
            "--set=input.ratings.range=[]",
            "--set=features=[{ name = x, column = x, kind = numeric }]",
            "--set=fit.lambda=0.01",
            "--set=split.test-share=0");
    Arrays.stream(sets).forEach(set -> command.add("--set=" + set));
    return command;
  }

  /** train on ratings with a genre from movies. */
  private static List<String> movies(Path ratings, String... sets) {
    List<String> command =
        script(
            "train",
            "--set=input.ratings.path=\"" + ratings + "\"",
            "--set=features=[{ name = genre, column = genre, kind = one-hot }]",
            "--set=fit.lambda=0.01");
    Arrays.stream(sets).forEach(set -> command.add("--set=" + set));
    return command;
  }

  private void refused(String name, int exitCode, List<String> command, String... message) {
    cases.put(
        name,
        new Case(
            command,
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isEqualTo(exitCode);
              oneMessage(ended, message);
              if (exitCode == 3) {
                refusal(ended);
              } else {
                assertThat(ended.output)
                    .as("nothing is published")
                    .satisfiesAnyOf(
                        output -> assertThat(output).doesNotExist(),
                        output -> assertThat(output).isEmptyDirectory());
              }
            }));
  }

  /** Refused data leaves a record, the quarantine where there is one, and no champion. */
  private static void refusal(Ended ended) {
    JsonNode record = ended.record();
    assertThat(record.get("status").asText()).isEqualTo("refused");
    assertThat(record.get("model").isNull()).isTrue();
    assertThat(ended.err).contains(record.get("message").asText());
    assertThat(ended.runs().get(0).toFile().list())
        .contains("run.json")
        .isSubsetOf("run.json", "quarantine");
    assertThat(ended.output.toFile().list()).containsExactly("runs");
  }

  private static void oneMessage(Ended ended, String... message) {
    assertThat(ended.err).contains(message).doesNotContain("\tat ", "Exception in thread");
    assertThat(ended.err.lines().filter(line -> line.startsWith("shrinkage: "))).hasSize(1);
    assertThat(ended.err.lines().filter(line -> line.contains("ERROR"))).isEmpty();
  }

  private static Path output(String name) {
    return dir.resolve("out-" + name.replaceAll("[^a-z0-9]+", "-"));
  }

  /** The command of a case with an output directory. */
  private static List<String> command(String name, Case entry) {
    List<String> command = new ArrayList<>(entry.command);
    boolean trains =
        command.contains("train") && command.stream().noneMatch(w -> w.startsWith("--out"));
    if (trains) {
      command.add("--out=" + output(name));
    }
    return command;
  }

  /** What a process said. */
  private record Said(int exitCode, String out, String err) {}

  private static Said start(Path files, Map<String, String> environment, List<String> command)
      throws Exception {
    Path out = dir.resolve(files.getFileName() + ".stdout");
    Path err = dir.resolve(files.getFileName() + ".stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("SPARK_HOME", "SPARK_CONF_DIR", "SPARK_TESTING"));
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Said(exitCode, Files.readString(out), Files.readString(err));
  }

  private static Ended runAlone(String name, Case entry) throws Exception {
    Path output = output(name);
    Said said = start(output, entry.environment, command(name, entry));
    return new Ended(said.exitCode, said.out, said.err, output);
  }

  /** Runs cases of the script one by one in one JVM, with the script's log. */
  private static Map<String, Ended> runTogether(Map<String, Case> together) throws Exception {
    List<String> lines = new ArrayList<>();
    together.forEach(
        (name, entry) -> {
          assertThat(entry.command.get(0)).isEqualTo(SCRIPT);
          List<String> command = command(name, entry);
          lines.add(String.join(Commands.BETWEEN, command.subList(1, command.size())));
        });
    Path commands = Files.write(dir.resolve("together.txt"), lines);
    List<String> submit =
        sparkSubmit(
            List.of(
                "-Dlog4j2.configurationFile=conf/log4j2.properties",
                "-cp",
                "target/shrinkage.jar:target/test-classes:target/spark-home/jars/*"),
            List.of("--class", Commands.class.getName(), "spark-internal", commands.toString()));
    Said said = start(dir.resolve("together"), SPARK, submit);
    assertThat(said.exitCode).as(said.err).isZero();

    String[] out = said.out.split(Commands.END);
    String[] err = said.err.split(Commands.END);
    Map<String, Ended> ended = new LinkedHashMap<>();
    for (String name : together.keySet()) {
      int at = ended.size();
      int exitCode = Integer.parseInt(out[at + 1].lines().findFirst().orElseThrow());
      ended.put(name, new Ended(exitCode, said(out[at], at), said(err[at], at), output(name)));
    }
    assertThat(out).hasSize(ended.size() + 1);
    return ended;
  }

  /** Without the exit code of the one before. */
  private static String said(String part, int at) {
    return at == 0 ? part : part.substring(part.indexOf('\n') + 1);
  }

  @TestFactory
  Stream<DynamicTest> everyCommandEndsAsDocumented(SparkSession session) throws IOException {
    assertThat(session.sparkContext().isStopped()).isFalse();
    Path touched = trained();
    Map<String, Case> together =
        collected(
            () -> {
              good();
              reportOfATouchedRun(touched);
              settings();
              sources();
              badRows();
            });
    Map<String, Case> alone =
        collected(
            () -> {
              demo();
              sparkSubmitWithKryo();
              verificationOfATouchedRun(touched);
              starts();
              secrets();
              damagedFiles();
            });
    Future<Map<String, Ended>> ofOne = two.submit(() -> runTogether(together));
    Map<String, Future<Ended>> running = new LinkedHashMap<>();
    alone.forEach((name, entry) -> running.put(name, two.submit(() -> runAlone(name, entry))));
    return Stream.concat(
        together.entrySet().stream()
            .map(
                entry ->
                    DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> entry.getValue().check.accept(ofOne.get().get(entry.getKey())))),
        alone.entrySet().stream()
            .map(
                entry ->
                    DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> entry.getValue().check.accept(running.get(entry.getKey()).get()))));
  }

  /** Makes cases. */
  private interface Making {
    void run() throws IOException;
  }

  private Map<String, Case> collected(Making making) throws IOException {
    cases.clear();
    making.run();
    return new LinkedHashMap<>(cases);
  }

  private void demo() throws IOException {
    Path processes = dir.resolve("processes");
    Path tools = Files.createDirectory(dir.resolve("tools"));
    Path chmod = tools.resolve("chmod");
    Files.writeString(chmod, "#!/bin/sh\necho chmod \"$@\" >>" + processes + "\n");
    Files.setPosixFilePermissions(chmod, PosixFilePermissions.fromString("rwx------"));
    cases.put(
        "the demo tells its story, to its owner alone",
        new Case(
            new ArrayList<>(
                List.of("sh", "-c", "umask 077 && exec \"$0\" \"$@\"", SCRIPT, "train")),
            Map.of("PATH", tools + ":" + System.getenv("PATH")),
            ended -> {
              assertThat(processes).as("permissions are set by processes").doesNotExist();
              assertThat(readableByOthers(ended.output)).isEmpty();
              assertThat(ended.exitCode).as(ended.err).isZero();
              JsonNode record = ended.record();
              assertThat(ended.out).contains(ended.runs().get(0).toString());
              assertThat(ended.output.resolve("CHAMPION"))
                  .hasContent(record.get("run_id").asText());
              assertThat(record.at("/crosscheck/agrees").asBoolean()).isTrue();
              assertThat(record.at("/model/coefficients/year").asDouble()).isZero();
              assertThat(record.at("/model/coefficients/runtime").asDouble()).isZero();
              assertThat(record.at("/features/groups/0/kept").asBoolean()).isTrue();
              assertThat(record.at("/features/groups/1/kept").asBoolean()).isTrue();
              assertThat(ended.err).doesNotContain("WARN ", "ERROR", "\tat ");
            }));
  }

  private static List<Path> readableByOthers(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> readable = new ArrayList<>();
      for (Path path : found.toList()) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.contains(PosixFilePermission.GROUP_READ)
            || permissions.contains(PosixFilePermission.OTHERS_READ)) {
          readable.add(path);
        }
      }
      return readable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void good() {
    cases.put(
        "dry run of the demo",
        new Case(
            script("train", "--dry-run"),
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isZero();
              assertThat(ended.out)
                  .containsPattern("rows of the source +20,000 ")
                  .containsPattern("solver +statistics ")
                  .contains("Nothing was written.");
              assertThat(ended.output).doesNotExist();
            }));
    Path forgetting = dir.resolve("forgetting");
    cases.put(
        "a user is forgotten",
        new Case(
            script("forget", "--user=4711", "--out=" + forgetting),
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isZero();
              assertThat(ended.out).contains("No published model knows them");
              assertThat(ended.out + ended.err).doesNotContain("4711");
              assertThat(forgetting.toFile().list()).containsExactly("FORGOTTEN");
            }));
    refused("forget nobody", 2, script("forget"), "--user");
    cases.put(
        "a table of features and target",
        new Case(
            table(good, "compute.partitions=2"),
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isZero();
              hash = ended.record().at("/model/hash").asText();
            }));
  }

  /** The same command as Spark's own launcher starts it, without the script. */
  private void sparkSubmitWithKryo() {
    List<String> script = table(good, "compute.depth=2");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--conf",
                "spark.serializer=org.apache.spark.serializer.KryoSerializer",
                "--class",
                "io.shrinkage.cli.Main",
                "target/shrinkage.jar"));
    arguments.addAll(script.subList(1, script.size()));
    cases.put(
        "SparkSubmit with Kryo gives the same model",
        new Case(
            sparkSubmit(List.of("-cp", "target/spark-home/jars/*"), arguments),
            SPARK,
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isZero();
              assertThat(ended.record().at("/model/hash").asText()).isEqualTo(hash);
            }));
  }

  private static List<String> sparkSubmit(List<String> options, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(options);
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local[2]"));
    command.addAll(arguments);
    return command;
  }

  /** A run, of which one file will be touched. */
  private static Path trained() {
    List<String> sets =
        table(good, "crosscheck.enabled=false", "learning-curve.enabled=false").stream()
            .filter(word -> word.startsWith("--set="))
            .map(word -> word.substring("--set=".length()))
            .toList();
    return TrainedRun.train(dir.resolve("trained"), sets).directory();
  }

  /** A copy of a run with another text in one of its files. */
  private static Path touched(String name, Path run, String file, String pattern, String text)
      throws IOException {
    Path copy = dir.resolve(name).resolve("runs").resolve(run.getFileName());
    FileUtils.copyDirectory(run.toFile(), copy.toFile());
    String before = Files.readString(copy.resolve(file));
    String after = before.replaceFirst(pattern, text);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(copy.resolve(file), after);
    return copy;
  }

  private void tampered(String name, List<String> command, int exitCode, String words) {
    cases.put(
        name,
        new Case(
            command,
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isEqualTo(exitCode);
              assertThat(ended.out + ended.err)
                  .contains(words)
                  .doesNotContain("\tat ", "Exception in thread");
            }));
  }

  private void verificationOfATouchedRun(Path run) throws IOException {
    Path changed = touched("coefficient", run, "model.json", "\"coefficients\" : \\[ [0-9]", "$09");
    tampered(
        "coefficient that was changed",
        script("verify", changed.toString()),
        6,
        "the file was changed after it was written");
  }

  private void reportOfATouchedRun(Path run) throws IOException {
    Path changed = touched("run-id", run, "run.json", "\"run_id\" : \"", "$0../../");
    tampered(
        "run id that leads elsewhere",
        script("report", changed.toString()),
        3,
        "run.json: run_id = ../../2");
  }

  private void secrets() {
    Path path = write("secret.csv", "x,y", "1,2");
    for (String format : List.of("csv", "jdbc")) {
      refused(
          "password in a " + format + " source",
          3,
          table(
              path,
              "input.ratings.format=" + format,
              "input.ratings.path=\"jdbc:nothing://ann:hunter2@host/x\"",
              "input.ratings.options={ url = \"jdbc:nothing://ann:hunter2@host/x\", dbtable = t,"
                  + " password = hunter3 }"),
          "input.ratings");
      Case entry = cases.get("password in a " + format + " source");
      cases.put(
          "password in a " + format + " source",
          new Case(
              entry.command,
              entry.environment,
              ended -> {
                entry.check.accept(ended);
                String all = ended.err + ended.out + ended.record();
                assertThat(all).contains("(redacted)").doesNotContain("hunter");
              }));
    }
  }

  private void starts() {
    Path path = write("settings.csv", "x,y", "1,2", "2,3", "3,5");
    refused("unknown command", 2, script("trian"), "did you mean train?");
    refused("no master", 2, script("train", "--master=nonsense"), "--master nonsense", "local[N]");
    refused(
        "master of no cores",
        2,
        script("train", "--master", "local[x]"),
        "--master = local[x]",
        "Spark does not start there");
    refused(
        "unknown option", 2, script("train", "--ouput=x"), "Unknown option: '--ouput", "--help");
    refused(
        "unknown key, wrong type, clash: all at once",
        2,
        table(path, "fit.lamda=0.1", "split.seed=soon", "fit.learning-rate=0.1"),
        "configuration: 3 problems",
        "fit.lambda",
        "split.seed",
        "fit.learning-rate");
    refused(
        "configuration file that is not there",
        2,
        script("train", "--config=" + dir.resolve("no.conf")),
        "no.conf");
    cases.put(
        "SPARK_HOME without Spark",
        new Case(
            script("train"),
            Map.of("SPARK_HOME", dir.toString()),
            ended -> {
              assertThat(ended.exitCode).isEqualTo(2);
              oneMessage(ended, "SPARK_HOME=" + dir);
            }));
  }

  private void settings() {
    Path path = write("settings.csv", "x,y", "1,2", "2,3", "3,5");
    refused(
        "output that cannot be written",
        2,
        table(path, "output.dir=\"" + path + "/out\""),
        "output.dir: cannot write");
    List<String> unwritable = cases.get("output that cannot be written").command;
    unwritable.add("--out=" + path + "/out");
    refused(
        "condition that is no SQL",
        2,
        table(path, "input.ratings.where=\"x = = 1\""),
        "input.ratings.where");
    refused(
        "condition on a column that is not there",
        2,
        table(path, "input.ratings.where=\"z > 1\""),
        "input.ratings.where",
        "z");
  }

  private void sources() throws IOException {
    Path ratings = write("ratings.csv", "userId,movieId,rating,timestamp,genre", "1,1,4,1,Drama");
    Path catalog = write("movies.csv", "movieId,genre", "1,Drama");
    refused("empty file", 3, table(bytes("empty.csv", new byte[0])), "empty.csv is empty");
    refusedWithRecord("header only", table(write("header.csv", "x,y")), "has no rows");
    refused("file that is not there", 3, table(dir.resolve("absent.csv")), "there is nothing at");
    List<String> dry = table(dir.resolve("absent.csv"));
    dry.add("--dry-run");
    cases.put(
        "dry run of a file that is not there",
        new Case(
            dry,
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).isEqualTo(3);
              oneMessage(ended, "there is nothing at");
              assertThat(ended.output).doesNotExist();
            }));
    refused(
        "column that is not there",
        3,
        table(write("c.csv", "x,z", "1,2")),
        "rating = 'y'",
        "[x, z]");
    refused(
        "column of two tables",
        2,
        movies(ratings, "input.movies.path=\"" + catalog + "\""),
        "from = movies or from = ratings");
    refused(
        "query that is no SQL",
        2,
        movies(
            ratings,
            "input.movies.query=\"select from\"",
            "input.movies.tables={ m { path = \"" + catalog + "\" } }"),
        "input.movies.query");
    refused(
        "two movies of one key",
        3,
        movies(
            write("r2.csv", "userId,movieId,rating,timestamp", "1,1,4,1"),
            "input.movies.path=\""
                + write("m2.csv", "movieId,genre", "1,Drama", "1,Comedy")
                + "\""),
        "two rows have the key 1");
    refused("binary junk as CSV", 3, table(bytes("junk.csv", junk())), "input.ratings");
  }

  private static byte[] junk() {
    byte[] junk = new byte[4096];
    for (int i = 0; i < junk.length; i++) {
      junk[i] = (byte) (i * 31 + i / 7);
    }
    return junk;
  }

  private void damagedFiles() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 20_000; i++) {
        out.write((i * 7919 % 10007 + "," + i * 31 % 997 + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] whole = packed.toByteArray();
    refused(
        "damaged gz",
        3,
        table(
            bytes("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2)),
            "input.ratings.options={ header = false }",
            "input.ratings.columns.rating=_c1",
            "features=[{ name = x, column = _c0, kind = numeric }]"),
        "input.ratings: cannot read");
    refused(
        "junk as Parquet",
        3,
        table(bytes("junk.parquet", junk()), "input.ratings.format=parquet"),
        "input.ratings: cannot read");
    refusedWithRecord(
        "too many bad rows",
        table(
            write("bad.csv", "x,y", "1,2", "2,x", "3,", "4,NaN", "5,1,2", "6,1e999", "7,4"),
            "input.ratings.max-bad-share=0.5"),
        "5 of 7 rows are bad",
        "malformed 1",
        "rating_missing 1",
        "rating_not_a_number 1",
        "rating_not_finite 2",
        "quarantine");
  }

  private void refusedWithRecord(String name, List<String> command, String... message) {
    cases.put(
        name,
        new Case(
            command,
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isEqualTo(3);
              oneMessage(ended, message);
              JsonNode record = ended.record();
              refusal(ended);
              assertThat(
                      record.at("/data/accepted").asLong()
                          + record.at("/data/quarantined").asLong())
                  .isEqualTo(record.at("/data/read").asLong());
              long reasons = 0;
              for (JsonNode count : record.at("/data/reasons")) {
                reasons += count.asLong();
              }
              assertThat(record.at("/data/quarantined").asLong()).isEqualTo(reasons);
              assertThat(ended.runs().get(0).resolve("quarantine")).isDirectory();
            }));
  }

  private void badRows() {
    refusedWithRecord(
        "duplicates that are an error",
        movies(
            write("twice.csv", "userId,movieId,rating,timestamp,genre", "1,1,4,1,A", "1,1,3,2,A"),
            "input.ratings.duplicates=error",
            "input.ratings.max-bad-share=1"),
        "1 rows repeat a (user, item) pair",
        "duplicates = latest or keep");
    refusedWithRecord(
        "no row that is good",
        table(write("none.csv", "x,y", "1,a", "2,b"), "input.ratings.max-bad-share=1"),
        "no row was accepted");
  }
}
