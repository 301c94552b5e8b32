package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.testing.DocumentedExample;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParseResult;

/**
 * The examples of the documentation, as they stand there: each is a command line with settings that
 * exist, and those of docs/commands.md and of the README's own configuration run, on little data.
 * Clusters, MovieLens and paths that only a reader has are not run.
 */
@ExtendWith(SparkExtension.class)
class DocumentedExamplesIT {
  private static final Path COMMANDS = Path.of("docs/commands.md");
  private static final Path README = Path.of("README.md");

  /** One needs what another leaves. */
  private static final List<String> ORDER =
      List.of(
          "generate",
          "train",
          "crosscheck",
          "score",
          "recommend",
          "report",
          "verify",
          "retrain",
          "rollback",
          "forget");

  /** What keeps a run small; none of it is in an example. */
  private static final List<String> SMALL =
      List.of(
          "--set=select.lambdas=8",
          "--set=select.repeats=0",
          "--set=select.ablation=false",
          "--set=learning-curve.enabled=false",
          "--set=crosscheck.enabled=false");

  private static final Pattern DOCUMENTED_FILE =
      Pattern.compile("^ {4}(?:(out|DIR)|\\s+)/(\\S+)\\s.*");

  @TempDir private static Path dir;

  private record Ended(int exitCode, String out, String err) {}

  /** What the placeholders of the examples stand for. */
  private static Map<String, String> places() {
    Map<String, String> places = new HashMap<>();
    places.put("my.conf", at("my.conf"));
    places.put("out", at("out"));
    places.put("OUT", at("nightly"));
    places.put("data/big", at("big"));
    places.put("data/daily", at("daily"));
    places.put("PATH", at("big/movies"));
    places.put("new-movies.csv", at("big/movies"));
    places.put("input.movies.path=...", "input.movies.path=" + at("big/movies"));
    places.put(
        "input.ratings.path=/backup/ratings.csv", "input.ratings.path=" + at("backup/ratings"));
    places.put("data.dir=DIR", "data.dir=" + at("days"));
    places.put("10000000", "2000");
    places.put("100000", "60");
    places.put("30", "3");
    places.put("ID", "7");
    places.put("T", "3.1");
    return places;
  }

  private static String at(String name) {
    return dir.resolve(name).toString();
  }

  @BeforeAll
  static void configurationAndDays(SparkSession session) throws IOException {
    assertThat(session.sparkContext().isStopped()).isFalse();
    Matcher block =
        Pattern.compile("(?s)```\\n(input \\{.*?)```").matcher(Files.readString(README));
    assertThat(block.find()).as("the README shows a configuration").isTrue();
    Files.writeString(
        dir.resolve("my.conf"),
        block
            .group(1)
            .replace("\"ratings.csv\"", "\"" + at("big/ratings") + "\"")
            .replace("\"movies.csv\"", "\"" + at("big/movies") + "\""));
    Files.createSymbolicLink(dir.resolve("backup"), dir.resolve("big"));
    List<String> days =
        List.of(
            "generate",
            "--rows=400",
            "--days=2",
            "--start=2024-01-30",
            "--users=50",
            "--out=" + at("days"));
    assertThat(run(days).exitCode).isZero();
  }

  private static List<DocumentedExample> runnable() {
    Set<List<String>> seen = new HashSet<>();
    return DocumentedExample.all().stream()
        .filter(example -> example.file().equals(COMMANDS) || example.file().equals(README))
        .filter(example -> String.join(" ", example.words()).matches("(?!.*(movielens|hdfs:)).*"))
        .sorted(Comparator.comparing(example -> ORDER.indexOf(example.command())))
        .filter(example -> seen.add(example.words()))
        .toList();
  }

  @Test
  void everyCommandHasAnExampleThatRuns() {
    Set<String> commands = new HashSet<>(Main.commandLine().getSubcommands().keySet());
    commands.remove("help");

    assertThat(ORDER).containsExactlyInAnyOrderElementsOf(commands);
    assertThat(runnable().stream().map(DocumentedExample::command)).containsAll(commands);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsACommandLineWithSettingsThatExist() {
    return DocumentedExample.all().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.toString(),
                    () ->
                        assertThatCode(
                                () -> {
                                  understood(filled(example.required(), dir));
                                  understood(filled(example.complete(), dir));
                                })
                            .as(example.toString())
                            .doesNotThrowAnyException()));
  }

  /** Options for Spark are system properties as soon as they are parsed. */
  private static void understood(List<String> args) {
    Properties before = (Properties) System.getProperties().clone();
    try {
      ParseResult command = Main.commandLine().parseArgs(args.toArray(String[]::new)).subcommand();
      if (Set.of("train", "retrain", "forget").contains(command.commandSpec().name())) {
        Path file = command.matchedOptionValue("--config", null);
        List<String> sets = command.matchedOptionValue("--set", List.of());
        ConfigReader.read(new ConfigSources(Optional.ofNullable(file), sets));
      }
    } finally {
      System.setProperties(before);
    }
  }

  @TestFactory
  Stream<DynamicTest> examplesOfEveryCommandRun() {
    return runnable().stream()
        .map(example -> DynamicTest.dynamicTest(example.toString(), () -> runs(example)));
  }

  private static void runs(DocumentedExample example) throws IOException {
    Path fresh =
        dir.resolve(example.command() + "-" + example.file().getFileName() + example.line());
    List<String> args = filled(example.complete(), fresh);
    switch (example.command()) {
      case "generate" -> generate(args);
      case "train" -> train(args, fresh);
      case "crosscheck" -> assertThat(good(args).out).contains("objective");
      case "score" -> score(args, fresh);
      case "recommend" -> recommend(args, fresh);
      case "report" -> report(args);
      case "verify" -> assertThat(good(args).out).contains("agrees").doesNotContain("DIFFERS");
      case "retrain" -> retrain(args);
      case "rollback" -> rollback(args);
      case "forget" -> forget(args);
      default -> throw new AssertionError("nobody knows what " + example + " leaves");
    }
  }

  private static void generate(List<String> args) throws IOException {
    boolean daily = args.contains("--days");
    good(daily ? args : with(args, "--format=csv", "--users=500"));
    Path out = option(args, "--out");
    exist(files("generate", out, out));
    if (daily) {
      assertThat(out.resolve("ratings").toFile().list()).contains("date=2024-01-01");
    }
  }

  private static void train(List<String> args, Path fresh) throws IOException {
    List<String> all = new ArrayList<>(args);
    all.addAll(SMALL);
    Path out = args.contains("--out") ? option(args, "--out") : fresh;
    if (!args.contains("--out")) {
      all.add("--out=" + out);
    }
    List<Path> before = TrainedRun.runs(out);
    good(all);
    if (args.contains("--dry-run")) {
      assertThat(out).doesNotExist();
      return;
    }
    List<Path> published = TrainedRun.runs(out);
    published.removeAll(before);
    assertThat(published).hasSize(1);
    exist(files("train", out, published.get(0)));
    assertThat(champion(out)).isEqualTo(published.get(0));
  }

  private static void score(List<String> args, Path fresh) throws IOException {
    good(args);
    List<Path> outputs = args.contains("--out") ? List.of(fresh) : list(dir.resolve("out/scores"));
    assertThat(outputs).hasSize(1);
    exist(files("score", outputs.get(0), outputs.get(0)));
  }

  private static void recommend(List<String> args, Path fresh) {
    assertThat(good(args).out.lines().count()).isGreaterThan(3);
    if (args.contains("--out")) {
      assertThat(fresh.resolve("_recommend.json")).exists();
    }
  }

  private static void report(List<String> args) throws IOException {
    Path report = Path.of(args.get(1)).resolve("report.html");
    String before = Files.readString(report);
    Files.delete(report);
    good(args);
    assertThat(report).hasContent(before);
  }

  private static void retrain(List<String> args) throws IOException {
    List<String> all = new ArrayList<>(args);
    all.addAll(SMALL);
    good(all);
    Path out = option(args, "--out");
    assertThat(out.resolve("store/tables")).isNotEmptyDirectory();
    assertThat(TrainedRun.json(champion(out).resolve("run.json")).at("/retrain/date").asText())
        .isEqualTo(args.get(args.indexOf("--date") + 1));

    good(with(all, "--force", "--set=fit.penalty=l2"));
    assertThat(TrainedRun.runs(out)).hasSize(2);
  }

  private static void rollback(List<String> args) throws IOException {
    Path out = option(args, "--out");
    Path before = champion(out);
    good(args);
    assertThat(champion(out)).isNotEqualTo(before).isIn(TrainedRun.runs(out));
  }

  private static void forget(List<String> args) {
    Ended ended = good(args);
    assertThat(option(args, "--out").resolve("FORGOTTEN")).exists();
    TrainedRun.runs(option(args, "--out"))
        .forEach(run -> assertThat(ended.out).contains(run.getFileName().toString()));
  }

  /** The example with places and small numbers of ours. */
  private static List<String> filled(List<String> words, Path fresh) {
    Map<String, String> places = places();
    places.put("DIR", fresh.toString());
    String run = TrainedRun.runs(dir.resolve("out")).isEmpty() ? at("run") : champion("out");
    places.put("RUN_DIR", run);
    places.put("out/runs/RUN", run);
    return words.stream().map(word -> places.getOrDefault(word, word)).toList();
  }

  private static String champion(String name) {
    try {
      return champion(dir.resolve(name)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path champion(Path out) throws IOException {
    return out.resolve("runs").resolve(Files.readString(out.resolve("CHAMPION")).strip());
  }

  private static Ended good(List<String> args) {
    Ended ended = run(args);
    assertThat(ended.exitCode).as("%s%n%s%n%s", args, ended.out, ended.err).isZero();
    return ended;
  }

  private static Ended run(List<String> args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    return new Ended(exitCode, out.toString(), err.toString());
  }

  private static List<String> with(List<String> args, String... more) {
    List<String> all = new ArrayList<>(args);
    all.addAll(List.of(more));
    return all;
  }

  private static Path option(List<String> args, String name) {
    return Path.of(args.get(args.indexOf(name) + 1));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.toList();
    }
  }

  /** The files that docs/commands.md says a command leaves. */
  private static List<Path> files(String command, Path out, Path run) throws IOException {
    List<Path> found = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(COMMANDS)) {
      inside = line.startsWith("## ") ? line.equals("## " + command) : inside;
      Matcher file = DOCUMENTED_FILE.matcher(line);
      if (inside && file.matches()) {
        String name = file.group(2).replaceFirst("^runs/<run-id>/", "");
        boolean ofRun = file.group(1) == null || !name.equals(file.group(2));
        found.add((ofRun ? run : out).resolve(name));
      }
    }
    return found;
  }

  private static void exist(List<Path> files) {
    assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(file).exists());
  }
}
