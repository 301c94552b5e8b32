package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real command line, each case a process of its own, two at a time: exit code, one message, no
 * stack trace, nothing half published.
 */
class CommandLineIT {
  @TempDir private static Path dir;
  private static ExecutorService two;

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
    List<String> command = new ArrayList<>(List.of("scripts/shrinkage"));
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

  private static Ended run(String name, Case entry) throws Exception {
    Path output = dir.resolve("out-" + name.replaceAll("[^a-z0-9]+", "-"));
    List<String> command = new ArrayList<>(entry.command);
    boolean trains =
        command.contains("train") && command.stream().noneMatch(w -> w.startsWith("--out"));
    if (trains) {
      command.add("--out=" + output);
    }
    Path out = dir.resolve(output.getFileName() + ".stdout");
    Path err = dir.resolve(output.getFileName() + ".stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("SPARK_HOME", "SPARK_CONF_DIR", "SPARK_TESTING"));
    builder.environment().putAll(entry.environment);
    int exitCode = builder.start().waitFor();
    return new Ended(exitCode, Files.readString(out), Files.readString(err), output);
  }

  @TestFactory
  Stream<DynamicTest> everyCommandEndsAsDocumented() throws IOException {
    good();
    tampering();
    settings();
    secrets();
    sources();
    badRows();
    Map<String, Future<Ended>> running = new LinkedHashMap<>();
    cases.forEach((name, entry) -> running.put(name, two.submit(() -> run(name, entry))));
    return cases.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> entry.getValue().check.accept(running.get(entry.getKey()).get())));
  }

  private void good() {
    cases.put(
        "the demo tells its story",
        new Case(
            script("train"),
            Map.of(),
            ended -> {
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
    Path path =
        write("good.csv", "x,y", "1,2.1", "2,3.9", "3,6.2", "4,7.8", "5,10.1", "6,11.7", "7,14.4");
    String[] hash = new String[1];
    cases.put(
        "a table of features and target",
        new Case(
            table(path, "compute.partitions=2"),
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isZero();
              hash[0] = ended.record().at("/model/hash").asText();
            }));
    cases.put(
        "SparkSubmit with Kryo gives the same model",
        new Case(
            sparkSubmit(table(path, "compute.depth=2")),
            Map.of(
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_HOME",
                Path.of("target/spark-home").toAbsolutePath().toString()),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isZero();
              assertThat(ended.record().at("/model/hash").asText()).isEqualTo(hash[0]);
            }));
  }

  /** The same command as Spark's own launcher starts it, without the script. */
  private static List<String> sparkSubmit(List<String> script) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(
        List.of(
            "-cp",
            "target/spark-home/jars/*",
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[2]",
            "--conf",
            "spark.serializer=org.apache.spark.serializer.KryoSerializer",
            "--class",
            "io.shrinkage.cli.Main",
            "target/shrinkage.jar"));
    command.addAll(script.subList(1, script.size()));
    return command;
  }

  /** Trains, touches one file of the run, and uses it. */
  private void tampered(
      String name, Path data, String file, String sed, String command, int exitCode, String words) {
    String out = dir.resolve("tampered-" + name.replace(' ', '-')).toString();
    List<String> train = table(data, "crosscheck.enabled=false", "learning-curve.enabled=false");
    train.add("--out=" + out);
    String line =
        "'"
            + String.join("' '", train)
            + "' > /dev/null && run=$(echo "
            + out
            + "/runs/*) && sed -i '"
            + sed
            + "' $run/"
            + file
            + " && exec scripts/shrinkage "
            + command;
    cases.put(
        name,
        new Case(
            List.of("bash", "-c", line),
            Map.of(),
            ended -> {
              assertThat(ended.exitCode).as(ended.err).isEqualTo(exitCode);
              assertThat(ended.out + ended.err)
                  .contains(words)
                  .doesNotContain("\tat ", "Exception in thread");
            }));
  }

  private void tampering() {
    Path data =
        write("plain.csv", "x,y", "1,2.1", "2,3.9", "3,6.2", "4,7.8", "5,10.1", "6,11.7", "7,14.4");
    tampered(
        "coefficient that was changed",
        data,
        "model.json",
        "s/\"coefficients\" : \\[ [0-9]/&9/",
        "verify $run",
        6,
        "the file was changed after it was written");
    tampered(
        "run id that leads elsewhere",
        data,
        "run.json",
        "s/\"run_id\" : \"/&..\\/..\\//",
        "report $run",
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

  private void settings() {
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
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
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
    byte[] junk = new byte[4096];
    for (int i = 0; i < junk.length; i++) {
      junk[i] = (byte) (i * 31 + i / 7);
    }
    refused("binary junk as CSV", 3, table(bytes("junk.csv", junk)), "input.ratings");
    refused(
        "junk as Parquet",
        3,
        table(bytes("junk.parquet", junk), "input.ratings.format=parquet"),
        "input.ratings: cannot read");
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
