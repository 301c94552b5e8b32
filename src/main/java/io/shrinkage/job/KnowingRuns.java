package io.shrinkage.job;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.config.RatingsConfig;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.Tombstones;
import io.shrinkage.spark.Forgotten;
import io.shrinkage.spark.SparkRun;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which published models were trained on ratings of users who are to be forgotten.
 *
 * <p>Of a run of {@code retrain} its days tell. Any other run read its whole input, so that is
 * asked, as it is now: a scan of the user's column for each input that differs.
 */
final class KnowingRuns {
  private final SparkRun spark;
  private final Tombstones tombstones;
  private final Set<String> users;
  private final Map<LocalDate, Set<String>> days;
  private final Set<LocalDate> rows;
  private final Map<RatingsConfig, Optional<Set<String>>> inputs = new HashMap<>();

  /**
   * Looks for some users.
   *
   * @param users their hashes
   * @param days that have rows of them, with their hashes
   * @param rows days of which nothing is kept, so that a run's input is read to tell
   */
  KnowingRuns(
      SparkRun spark,
      Tombstones tombstones,
      Set<String> users,
      Map<LocalDate, Set<String>> days,
      Set<LocalDate> rows) {
    this.spark = spark;
    this.tombstones = tombstones;
    this.users = Set.copyOf(users);
    this.days = days;
    this.rows = rows;
  }

  /** What a model knows. */
  enum Verdict {
    /** None of the users. */
    NOBODY,
    /** At least one of them. */
    SOMEBODY,
    /** It cannot be told: the run's record or input cannot be read. */
    UNKNOWN
  }

  /** Whether a run's model knows any of the users. */
  Verdict verdict(RunFiles files) {
    try {
      return verdict(files, files.record());
    } catch (DataException | DateTimeException e) {
      return Verdict.UNKNOWN; // its record is damaged
    }
  }

  private Verdict verdict(RunFiles files, RunRecord run) {
    Set<String> before = before(run);
    if (run.status() == RunRecord.Status.REFUSED || before.isEmpty()) {
      return Verdict.NOBODY;
    }
    if (run.retrain() != null && run.retrain().days().stream().noneMatch(rows::contains)) {
      return run.retrain().days().stream()
              .anyMatch(day -> meet(days.getOrDefault(day, Set.of()), before))
          ? Verdict.SOMEBODY
          : Verdict.NOBODY;
    }
    return read(files)
        .map(found -> meet(found, before) ? Verdict.SOMEBODY : Verdict.NOBODY)
        .orElse(Verdict.UNKNOWN);
  }

  /** The users who were forgotten after a run began. */
  private Set<String> before(RunRecord run) {
    Set<String> known = new HashSet<>();
    for (String user : users) {
      if (tombstones.of(user).orElseThrow().since().isAfter(started(run))) {
        known.add(user);
      }
    }
    return known;
  }

  private static Instant started(RunRecord run) {
    try {
      return run.started() == null ? Instant.MIN : Instant.parse(run.started());
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  private static boolean meet(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }

  private Optional<Set<String>> read(RunFiles files) {
    try {
      ShrinkageConfig config = files.config(new ConfigSources(Optional.empty(), List.of()));
      if (config.input().ratings().columns().user().isEmpty()) {
        return Optional.of(Set.of());
      }
      return inputs.computeIfAbsent(config.input().ratings(), ratings -> scan(config));
    } catch (ConfigException | DataException e) {
      return Optional.empty();
    }
  }

  private Optional<Set<String>> scan(ShrinkageConfig config) {
    try {
      return Optional.of(
          spark.describe(
              "Shrinkage: who is in the input",
              () -> Forgotten.present(spark.session(), config, tombstones, users)));
    } catch (DataException e) {
      return Optional.empty();
    }
  }
}
