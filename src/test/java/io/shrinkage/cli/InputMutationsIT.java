package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shrinkage.model.ModelJson;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.Mutations;
import io.shrinkage.testing.Mutations.Mutation;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that went wrong in every way, trained on by the command line in one session: each ends in a
 * run whose counts add up, or in one message and its exit code; none hangs, none is half published.
 *
 * <p>{@code -Dshrinkage.mutations=1000} tries that many seeds, {@code -Dshrinkage.mutations.first}
 * begins elsewhere; target/input-mutations.csv tells how each ended.
 */
@ExtendWith(SparkExtension.class)
class InputMutationsIT {
  private static final int ROWS = 60;
  private static final int SECONDS = 120;

  /** From one way to the next, prime to how many there are, so that few cases try all sorts. */
  private static final int STEP = 11;

  private static final String OF_MOVIES =
      "--set=features=[{ name = genre, column = genres, kind = multi-hot },"
          + " { name = year, column = year, kind = numeric }]";
  private static final String OF_ROWS =
      "--set=features=[{ name = genre, column = genre, kind = one-hot },"
          + " { name = x, column = x, kind = numeric }]";

  @TempDir private static Path dir;
  private static List<Source> sources;

  /** A table as it should be, the ways in which it goes wrong, and how it is trained on. */
  private record Source(
      String name,
      String file,
      byte[] bytes,
      List<Map.Entry<String, Mutation>> ways,
      List<String> settings) {

    static Source of(
        String name,
        String file,
        byte[] bytes,
        List<Map<String, Mutation>> ways,
        String... settings) {
      List<Map.Entry<String, Mutation>> all = new ArrayList<>();
      ways.forEach(map -> all.addAll(map.entrySet()));
      return new Source(name, file, bytes, all, List.of(settings));
    }
  }

  /** How a case ended. */
  private record Outcome(int exitCode, String err, Path output) {}

  @BeforeAll
  static void tables(SparkSession session) throws IOException {
    StringBuilder movies = new StringBuilder("movieId,title,genres,year\n");
    StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    StringBuilder rows = new StringBuilder("userId,movieId,rating,timestamp,genre,x\n");
    StringBuilder json = new StringBuilder();
    StringBuilder numbers = new StringBuilder("x,z,y\n");
    Cases.checkSeed(
        5,
        random -> {
          for (int movie = 0; movie < 12; movie++) {
            movies.append(
                String.format(
                    Locale.ROOT,
                    "%d,\"Café, %d\",%s,%d\n",
                    movie,
                    movie,
                    movie % 3 == 0 ? "Drama" : "Comédie|Drama",
                    1950 + movie));
          }
          for (int i = 0; i < ROWS; i++) {
            int movie = random.nextInt(12);
            double x = Math.rint(100 * Cases.normal(random)) / 100;
            double half = Math.max(0.5, Math.min(5, Math.rint(2 * (3 + x)) / 2));
            String key = String.format(Locale.ROOT, "%d,%d,%.1f,%d", i / 4, movie, half, 1000 + i);
            String genre = movie % 3 == 0 ? "Drama" : "Comédie";
            ratings.append(key).append('\n');
            rows.append(String.format(Locale.ROOT, "%s,%s,%.2f\n", key, genre, x));
            json.append(
                String.format(
                    Locale.ROOT,
                    "{\"userId\":%d,\"movieId\":%d,\"rating\":%.1f,\"timestamp\":%d,\"genre\":\"%s\",\"x\":%.2f}\n",
                    i / 4,
                    movie,
                    half,
                    1000 + i,
                    genre,
                    x));
            numbers.append(
                String.format(
                    Locale.ROOT, "%.2f,%d,%.3f\n", x, i % 7, 2 * x + Cases.normal(random)));
          }
        });
    Path catalog = Files.writeString(dir.resolve("movies.csv"), movies);
    Path good = Files.writeString(dir.resolve("ratings.csv"), ratings);
    Path table = Files.writeString(dir.resolve("numbers.csv"), numbers);
    String byMovie = "--set=input.movies.path=\"" + catalog + "\"";
    List<Map<String, Mutation>> csv =
        List.of(Mutations.ofBytes(), Mutations.ofText(), Mutations.ofCsv());
    List<Map<String, Mutation>> bytes = List.of(Mutations.ofBytes());
    sources =
        List.of(
            Source.of("ratings", "r.csv", utf8(ratings), csv, OF_MOVIES, byMovie),
            Source.of("rows", "r.csv", utf8(rows), csv, OF_ROWS),
            Source.of(
                "gzip", "r.csv.gz", utf8(ratings), List.of(Mutations.ofGzip()), OF_MOVIES, byMovie),
            Source.of(
                "json",
                "r.json",
                utf8(json),
                List.of(Mutations.ofBytes(), Mutations.ofText(), Mutations.ofJson()),
                OF_ROWS,
                "--set=input.ratings.format=json"),
            Source.of(
                "parquet",
                "r.parquet",
                parquet(session, good),
                bytes,
                OF_MOVIES,
                byMovie,
                "--set=input.ratings.format=parquet"),
            Source.of(
                "movies",
                "m.csv",
                utf8(movies),
                csv,
                OF_MOVIES,
                "--set=input.ratings.path=\"" + good + "\""),
            Source.of("numbers", "n.csv", utf8(numbers), csv, numbers()),
            Source.of(
                "packed",
                "n.parquet",
                parquet(session, table),
                bytes,
                Stream.concat(
                        Arrays.stream(numbers()),
                        Stream.of(
                            "--set=input.ratings.format=parquet",
                            "--set=compute.reproducible=fast"))
                    .toArray(String[]::new)));
  }

  private static String[] numbers() {
    return new String[] {
      "--set=input.ratings.columns={ user = \"\", item = \"\", time = \"\", rating = y }",
      "--set=input.ratings.range=[]",
      "--set=features=[{ name = x, column = x, kind = numeric },"
          + " { name = z, column = z, kind = numeric }]"
    };
  }

  private static byte[] utf8(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] parquet(SparkSession session, Path csv) throws IOException {
    Path to = dir.resolve(csv.getFileName() + ".parquet");
    session
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(csv.toString())
        .coalesce(1)
        .write()
        .parquet(to.toString());
    try (Stream<Path> parts = Files.list(to)) {
      Path part =
          parts
              .filter(p -> p.getFileName().toString().startsWith("part-"))
              .findFirst()
              .orElseThrow();
      return Files.readAllBytes(part);
    }
  }

  @Test
  void everyDamagedFileEndsInARunOrInOneMessage() throws Exception {
    int count = Integer.getInteger("shrinkage.mutations", 50);
    long first = Long.getLong("shrinkage.mutations.first", 0);
    List<Tried> tried = new ArrayList<>();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<Tried>> running = new ArrayList<>();
      for (long seed = first; seed < first + count; seed++) {
        long number = seed;
        running.add(two.submit(() -> attempt(number)));
      }
      for (Future<Tried> one : running) {
        tried.add(one.get(SECONDS, TimeUnit.SECONDS));
      }
    } finally {
      two.shutdownNow();
      List<String> lines = new ArrayList<>(List.of(Tried.HEADER));
      tried.forEach(one -> lines.add(one.line()));
      Files.write(Path.of("target/input-mutations.csv"), lines);
    }

    assertThat(tried.stream().filter(one -> !one.fault.isEmpty()).map(Tried::line)).isEmpty();
    assertThat(tried.stream().map(Tried::exitCode)).contains(0, 3);
  }

  /** A case, how it ended, and what is wrong with that. */
  private record Tried(
      long seed,
      String source,
      String way,
      int exitCode,
      double seconds,
      String err,
      String fault) {
    static final String HEADER = "seed,source,mutation,exit,seconds,message,fault";

    String line() {
      return String.format(
          Locale.ROOT,
          "%d,%s,\"%s\",%d,%.2f,\"%s\",\"%s\"",
          seed,
          source,
          way,
          exitCode,
          seconds,
          err.replace("\"", "\"\"").replace("\n", "; "),
          fault.replace("\"", "\"\"").replace("\n", "; "));
    }
  }

  private static Tried attempt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Source source = sources.get((int) (seed % sources.size()));
    Map.Entry<String, Mutation> way =
        source.ways.get((int) (seed / sources.size() * STEP % source.ways.size()));
    byte[] file = way.getValue().apply(source.bytes, random);
    long start = System.nanoTime();
    Outcome outcome = train(seed, source, file, random.nextBoolean());
    String fault = "";
    try {
      check(outcome);
    } catch (AssertionError | Exception e) {
      fault = e.toString();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Tried(
        seed, source.name, way.getKey(), outcome.exitCode, seconds, outcome.err, fault);
  }

  private static Outcome train(long seed, Source source, byte[] file, boolean lenient)
      throws IOException {
    Path place = Files.createDirectories(dir.resolve("case-" + seed));
    Path path = Files.write(place.resolve(source.file), file);
    Path output = place.resolve("out");
    String table = source.name.equals("movies") ? "movies" : "ratings";
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--set=input." + table + ".path=\"" + path + "\"",
                "--set=fit.lambda=0.05",
                "--set=learning-curve.enabled=false",
                "--set=crosscheck.enabled=false",
                "--set=split.buckets=10",
                "--set=input.ratings.max-bad-share=" + (lenient ? "1" : "0.01"),
                "--out=" + output));
    args.addAll(source.settings);
    StringWriter err = new StringWriter();
    int exit =
        Main.run(
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true),
            args.toArray(String[]::new));
    return new Outcome(exit, err.toString(), output);
  }

  private static void check(Outcome ended) throws IOException {
    assertThat(ended.exitCode).as(ended.err).isIn(0, 2, 3, 4);
    assertThat(ended.err)
        .doesNotContain("\tat ", "Exception", "internal error")
        .hasSizeLessThan(4000)
        .doesNotContainPattern("[\\p{Cc}&&[^\n\t]]");
    assertThat(ended.output.resolve(".staging")).doesNotExist();
    List<Path> runs = TrainedRun.runs(ended.output);
    if (ended.exitCode == 2) {
      assertThat(runs).isEmpty();
      assertThat(ended.err).startsWith("shrinkage: ");
      return;
    }
    assertThat(runs).hasSize(1);
    JsonNode record = TrainedRun.json(runs.get(0).resolve("run.json"));
    counts(record);
    if (ended.exitCode == 3) {
      refused(ended, runs.get(0), record);
    } else {
      whole(ended, runs.get(0), record);
    }
  }

  private static void counts(JsonNode record) {
    JsonNode data = record.get("data");
    if (data.isNull()) {
      return;
    }
    long reasons = 0;
    for (JsonNode reason : data.get("reasons")) {
      reasons += reason.asLong();
    }
    assertThat(data.get("quarantined").asLong()).isEqualTo(reasons);
    assertThat(data.get("accepted").asLong() + reasons).isEqualTo(data.get("read").asLong());
  }

  private static void refused(Outcome ended, Path run, JsonNode record) {
    assertThat(ended.err).startsWith("shrinkage: ");
    assertThat(record.get("status").asText()).isEqualTo("refused");
    assertThat(run.toFile().list()).contains("run.json").isSubsetOf("run.json", "quarantine");
    assertThat(ended.output.toFile().list()).containsExactly("runs");
  }

  private static void whole(Outcome ended, Path run, JsonNode record) throws IOException {
    assertThat(run.toFile().list())
        .contains(
            "run.json",
            "model.json",
            "pruned.json",
            "coefficients.csv",
            "mllib",
            "report.html",
            "quarantine");
    assertThat(ended.output.resolve("CHAMPION").toFile().exists()).isEqualTo(ended.exitCode == 0);
    assertThat(record.at("/metrics/train/rmse").isNumber()).isTrue();
    try (InputStream in = Files.newInputStream(run.resolve("model.json"))) {
      assertThat(ModelJson.read(in).hash()).isEqualTo(record.at("/model/hash").asText());
    }
  }
}
