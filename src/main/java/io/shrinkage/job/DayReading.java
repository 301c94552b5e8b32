package io.shrinkage.job;

import io.shrinkage.config.Duplicates;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.UnknownItem;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import io.shrinkage.features.Missing;
import io.shrinkage.model.RunRecord;
import io.shrinkage.spark.DaySums;
import io.shrinkage.spark.InputFiles;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.RatingsSource;
import io.shrinkage.spark.SparkRun;
import io.shrinkage.spark.TreeAggregation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the tables of days that are kept depend on beside the days' files. */
final class DayReading {
  private DayReading() {}

  /**
   * Refuses settings that do not suit days that are kept.
   *
   * @throws UsageException that says which, and what to do
   */
  static void require(ShrinkageConfig config, String command) {
    if (config.input().ratings().duplicates() != Duplicates.KEEP) {
      throw new UsageException(
          "input.ratings.duplicates: "
              + command
              + " keeps each day by itself, so it cannot tell which of two ratings of different days"
              + " is the latest; set it to keep, or remove duplicates before");
    }
    if (config.foldColumn().isPresent()) {
      throw new UsageException(
          "select.fold-column: " + command + " deals folds by buckets; remove it, or use train");
    }
  }

  /**
   * The settings, as text, by which a day's table is named.
   *
   * @param read the features whose values the table's keys hold
   * @param movies the files of the movies
   */
  static String settings(
      ShrinkageConfig config, RatingsSource.RowFeatures read, List<String> movies) {
    Map<String, Object> all = config.asMap();
    Map<String, Object> ratings = new LinkedHashMap<>(section(section(all, "input"), "ratings"));
    ratings.remove("path");
    ratings.remove("max-bad-share");
    return "days 3\n"
        + ratings
        + "\n"
        + section(all, "split")
        + "\n"
        + read.features().stream().map(DayReading::reading).collect(Collectors.joining())
        + verdicts(config, movies);
  }

  /** What decides which values a feature takes from the rows, and which of those it rejects. */
  private static String reading(FeatureSpec feature) {
    return String.format(
        Locale.ROOT,
        "row feature %s of %s%s, separator %s, from %s to %s%s\n",
        feature.kind().text(),
        feature.column(),
        feature.from() == From.USERS ? " of the users" : "",
        feature.separator(),
        feature.lowest(),
        feature.highest(),
        feature.missing() == Missing.REJECT ? ", or rejected" : "");
  }

  /** A movie can reject its ratings: then the movies are part of what is read. */
  private static String verdicts(ShrinkageConfig config, List<String> files) {
    Map<String, Object> movies = section(section(config.asMap(), "input"), "movies");
    boolean rejects =
        config.input().movies().unknown() == UnknownItem.QUARANTINE
            || config.features().stream().anyMatch(f -> f.missing() == Missing.REJECT);
    return rejects ? movies + " " + config.asMap().get("features") + " " + files : "";
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> section(Map<String, Object> parent, String name) {
    return (Map<String, Object>) parent.get(name);
  }

  /** Reads the ratings of a published run again, as it read them. */
  static RatingsScan again(
      SparkRun spark, ShrinkageConfig config, RunRecord run, TreeAggregation tree) {
    if (run.retrain() == null || config.retrain().decay().isEmpty()) {
      return RatingsScan.of(spark.session(), config, tree);
    }
    return DaySums.of(
        spark.session(),
        config,
        run.retrain().days(),
        tree,
        Training.plan(config.split(), 0).test());
  }

  /** The files of the movies, with their lengths and times. */
  static List<String> movies(SparkRun spark, ShrinkageConfig config) {
    try {
      return InputFiles.ofMovies(spark.hadoop(), config.input().movies());
    } catch (IOException e) {
      throw new DataException("input.movies: cannot list the movies: " + e.getMessage(), e);
    }
  }
}
