package io.shrinkage.job;

import io.shrinkage.config.Secrets;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.features.From;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.OutcomeJson;
import io.shrinkage.model.RowPredictor;
import io.shrinkage.spark.ScoredTable;
import io.shrinkage.spark.SparkRun;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Predicts ratings for a table with the model of a published run. */
public final class ScoreJob {
  private static final String MARKER = "score.json";
  private static final Set<String> PARTS = Set.of("scores", "quarantine", MARKER);
  private static final int SHOWN = 5;

  private final ScoreOptions options;
  private final Console console;

  /** A scoring with these options. */
  public ScoreJob(ScoreOptions options, Console console) {
    this.options = options;
    this.console = console;
  }

  /**
   * Runs the job.
   *
   * @throws DataException if the run or the table cannot be read, lacks a column, or has a level
   *     that the model refuses
   * @throws OutputException if the output directory cannot be written
   */
  public ExitCode run() {
    try (SparkRun spark = SparkRun.open("score")) {
      PublishedRun run = PublishedRun.open(spark.hadoop(), options.runDir());
      ShrinkageConfig config = run.config(options.overrides());
      RowPredictor predictor = predictor(run.model());
      String directory = options.out().orElseGet(() -> run.outputRoot(config) + "/" + name());
      Stages stages = new Stages(spark, console);
      try (TableOutput output =
              TableOutput.open(spark.hadoop(), "--out", directory, MARKER, PARTS::contains);
          ScoredTable scored =
              stages.run(
                  "score",
                  () ->
                      ScoredTable.of(
                          spark.session(),
                          run.reading(config),
                          run.model().space().specs(),
                          predictor,
                          options.input()),
                  ScoredTable::read,
                  ScoreJob::counts)) {
        publish(stages, run, scored, output);
        report(config, scored, output);
        return ExitCode.DONE;
      }
    }
  }

  private static String name() {
    return "scores/"
        + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.now())
        + "-"
        + UUID.randomUUID().toString().substring(0, 6);
  }

  private RowPredictor predictor(LinearModel model) {
    if (!options.clip()) {
      return RowPredictor.of(model);
    }
    if (!Double.isFinite(model.fit().lowestRating())) {
      throw new UsageException(
          "--clip: the model has no range of ratings to move predictions into; it was trained with"
              + " input.ratings.range = []");
    }
    return RowPredictor.clipped(model);
  }

  private static String counts(ScoredTable scored) {
    return String.format(
        Locale.ROOT,
        "scored %,d, quarantined %,d%s%s",
        scored.scored(),
        scored.quarantined(),
        scored.quarantined() == 0 ? "" : " " + scored.reasons(),
        forgotten(", ", scored));
  }

  private static String forgotten(String before, ScoredTable scored) {
    return scored.forgotten() == 0
        ? ""
        : String.format(Locale.ROOT, "%sforgotten %,d", before, scored.forgotten());
  }

  private void publish(Stages stages, PublishedRun run, ScoredTable scored, TableOutput output) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("command", "score");
    outcome.put("run_id", run.id());
    outcome.put("model_hash", run.model().hash());
    outcome.put("input", Secrets.scrub(options.input()));
    outcome.put("format", scored.format());
    outcome.put("clip", options.clip());
    outcome.put("read", scored.read());
    outcome.put("scored", scored.scored());
    outcome.put("quarantined", scored.quarantined());
    outcome.put("forgotten", scored.forgotten());
    outcome.put("reasons", scored.reasons());
    stages.run(
        "write",
        () -> {
          output.table("scores", scored::writeScores);
          output.table("quarantine", scored::writeQuarantine);
          output.write(MARKER, out -> OutcomeJson.write(outcome, out));
          output.publish();
          return output;
        },
        written -> scored.format());
  }

  private void report(ShrinkageConfig config, ScoredTable scored, TableOutput output) {
    console.line("");
    List<String> shown = shown(config, scored.scores().columns());
    for (Row row : scored.scores().limit(SHOWN).collectAsList()) {
      List<String> cells = new ArrayList<>();
      for (String name : shown) {
        cells.add(name + " " + row.get(row.fieldIndex(name)));
      }
      double prediction = row.getDouble(row.size() - 1);
      console.line(String.format(Locale.ROOT, "  %.4f  %s", prediction, String.join(", ", cells)));
    }
    console.line(
        String.format(
            Locale.ROOT,
            "read %,d = scored %,d + quarantined %,d%s",
            scored.read(),
            scored.scored(),
            scored.quarantined(),
            forgotten(" + ", scored)));
    for (From table : List.of(From.MOVIES, From.USERS)) {
      if (!scored.lookedUp(table).isEmpty()) {
        console.line(
            "from the run's "
                + table.text()
                + ", by key: "
                + String.join(", ", scored.lookedUp(table)));
      }
    }
    console.line("scores: " + output.directory() + "/scores (" + scored.format() + ")");
    if (scored.quarantined() > 0) {
      console.line("quarantine: " + output.directory() + "/quarantine");
    }
  }

  /** The columns by which a person knows a row. */
  private static List<String> shown(ShrinkageConfig config, String[] columns) {
    List<String> keys =
        Stream.of(
                config.input().ratings().columns().user().stream(),
                config.input().ratings().columns().item().stream(),
                config.input().movies().columns().title().stream())
            .flatMap(names -> names)
            .filter(Arrays.asList(columns)::contains)
            .distinct()
            .toList();
    return keys.isEmpty() ? List.of(columns).subList(0, Math.min(3, columns.length - 1)) : keys;
  }
}
