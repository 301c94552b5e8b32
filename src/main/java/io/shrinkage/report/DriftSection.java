package io.shrinkage.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far the challenger's coefficients moved from the champion's, as {@code retrain.drift} has it.
 *
 * <p>It is read from the record's JSON, key by key: what is absent, or not what it should be, is
 * left out.
 */
final class DriftSection {
  private static final int ROWS = 30;

  private DriftSection() {}

  /**
   * The section; null where nothing is known.
   *
   * @param run the root of {@code run.json}
   */
  static Map<String, Object> of(JsonNode run) {
    JsonNode drift = run.path("retrain").path("drift");
    if (!drift.isObject() || drift.isEmpty()) {
      return null;
    }
    List<Map<String, Object>> rows = rows(drift.path("changes"));
    return Page.row(
        "driftReading", reading(drift), "hasDriftRows", !rows.isEmpty(), "driftRows", rows);
  }

  private static String reading(JsonNode drift) {
    List<String> parts = new ArrayList<>();
    count(parts, drift, "entered", "entered the model");
    count(parts, drift, "left", "left it");
    count(parts, drift, "sign_changes", "changed sign");
    StringBuilder text = new StringBuilder();
    if (!parts.isEmpty()) {
      text.append("Of the columns, ").append(Reading.joined(parts)).append(". ");
    }
    Double cosine = number(drift, "cosine");
    Double distance = number(drift, "l2_distance");
    if (cosine != null) {
      text.append("The weights per standard deviation point the same way to a cosine of ");
      text.append(NumberText.fixed(cosine));
      text.append(distance == null ? "." : ", and lie " + NumberText.real(distance) + " apart.");
    } else if (distance != null) {
      text.append("The weights per standard deviation lie ").append(NumberText.real(distance));
      text.append(" apart.");
    }
    return text.toString().strip();
  }

  private static void count(List<String> parts, JsonNode drift, String key, String what) {
    JsonNode value = drift.path(key);
    if (value.isIntegralNumber()) {
      long n = value.longValue();
      parts.add((n == 0 ? "none" : NumberText.count(n)) + " " + what);
    }
  }

  private static List<Map<String, Object>> rows(JsonNode largest) {
    List<Map<String, Object>> rows = new ArrayList<>();
    double longest = 0;
    for (JsonNode moved : largest) {
      longest = Math.max(longest, Math.abs(change(moved)));
    }
    for (JsonNode moved : largest) {
      if (rows.size() < ROWS && moved.path("name").isTextual()) {
        double change = change(moved);
        rows.add(
            Page.row(
                "name", moved.path("name").textValue(),
                "champion", weight(moved, "champion"),
                "challenger", weight(moved, "challenger"),
                "side", change > 0 ? "plus" : "minus",
                "width", NumberText.width(longest == 0 ? 0 : Math.abs(change) / longest),
                "change", NumberText.signed(change)));
      }
    }
    return rows;
  }

  /** A column that one of them does not have weighs nothing there. */
  private static double change(JsonNode moved) {
    Double after = number(moved, "challenger");
    Double before = number(moved, "champion");
    return (after == null ? 0 : after) - (before == null ? 0 : before);
  }

  private static String weight(JsonNode moved, String key) {
    Double value = number(moved, key);
    return value == null ? NumberText.NONE : NumberText.signed(value);
  }

  private static Double number(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isNumber() && Double.isFinite(value.doubleValue())
        ? Double.valueOf(value.doubleValue())
        : null;
  }
}
