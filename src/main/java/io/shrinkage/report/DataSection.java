package io.shrinkage.report;

import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was read, what was set aside, and why. */
final class DataSection {
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("malformed", "Record cannot be parsed"),
          Map.entry("missing_key", "User or movie is empty"),
          Map.entry("rating_missing", "Rating is empty"),
          Map.entry("rating_not_a_number", "Rating is not a number"),
          Map.entry("rating_not_finite", "Rating is not finite"),
          Map.entry("rating_out_of_range", "Rating is out of range"),
          Map.entry("duplicate", "A later rating of the same pair was kept"),
          Map.entry("unknown_item", "Movie is not in the movies table"),
          Map.entry("feature_missing", "A required feature is empty"),
          Map.entry("feature_unreadable", "A required feature is unreadable"),
          Map.entry("feature_out_of_range", "A required feature is out of range"));

  private DataSection() {}

  static Map<String, Object> of(RunRecord run) {
    Data data = run.data();
    if (data == null) {
      return null;
    }
    List<Map<String, Object>> reasons = reasons(data);
    List<Map<String, Object>> values = featureValues(data);
    return Page.row(
        "dataReading", reading(data),
        "dataFacts", facts(data),
        "hasReasons", !reasons.isEmpty(),
        "reasons", reasons,
        "hasFeatureValues", !values.isEmpty(),
        "featureValues", values);
  }

  private static String reading(Data data) {
    if (data.read() == null || data.quarantined() == null) {
      return "The source was not read to its end.";
    }
    String forgotten =
        forgotten(data) == 0
            ? ""
            : " "
                + NumberText.count(forgotten(data))
                + " ratings of users who are to be forgotten were passed over.";
    if (data.quarantined() == 0) {
      return forgotten.isEmpty()
          ? "Every one of the " + NumberText.count(data.read()) + " records read was accepted."
          : "No record was set aside." + forgotten;
    }
    double share = data.read() == 0 ? 0 : (double) data.quarantined() / data.read();
    return "Of "
        + NumberText.count(data.read())
        + " records read, "
        + NumberText.count(data.quarantined())
        + " ("
        + NumberText.percent(share)
        + ") were set aside in quarantine/, each with its reason and its original text."
        + forgotten;
  }

  private static long forgotten(Data data) {
    return data.forgotten() == null ? 0 : data.forgotten();
  }

  private static List<Map<String, Object>> facts(Data data) {
    List<Map<String, Object>> facts = new ArrayList<>();
    fact(facts, "Read", NumberText.count(data.read()));
    fact(facts, "Accepted", NumberText.count(data.accepted()));
    fact(facts, "Quarantined", NumberText.count(data.quarantined()));
    if (forgotten(data) > 0) {
      fact(facts, "Forgotten", NumberText.count(forgotten(data)));
    }
    if (data.users() != null) {
      fact(facts, "Users", NumberText.count(data.users()));
    }
    if (data.movies() != null) {
      fact(facts, "Movies", NumberText.count(data.movies()));
    }
    fact(facts, "Rows after compression", NumberText.count(data.compressedRows()));
    fact(facts, "Partitions", NumberText.count(data.partitions()));
    if (data.testShare() != null) {
      fact(facts, "Share held out for testing", NumberText.percent(data.testShare()));
    }
    if (data.where() != null && !data.where().isEmpty()) {
      fact(facts, "Only ratings where", data.where());
    }
    return facts;
  }

  private static void fact(List<Map<String, Object>> facts, String name, String value) {
    facts.add(Page.row("name", name, "value", value));
  }

  private static List<Map<String, Object>> reasons(Data data) {
    List<Map<String, Object>> rows = new ArrayList<>();
    data.reasons()
        .forEach(
            (key, count) -> {
              if (count > 0) {
                rows.add(
                    Page.row(
                        "reason", REASONS.getOrDefault(key, ""),
                        "key", key,
                        "count", NumberText.count(count)));
              }
            });
    return rows;
  }

  private static List<Map<String, Object>> featureValues(Data data) {
    List<Map<String, Object>> rows = new ArrayList<>();
    data.featureValues()
        .forEach(
            (feature, values) ->
                rows.add(
                    Page.row(
                        "feature", feature,
                        "missing", NumberText.count(values.missing()),
                        "unreadable", NumberText.count(values.unreadable()),
                        "outOfRange", NumberText.count(values.outOfRange()))));
    return rows;
  }
}
