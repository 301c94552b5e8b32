package io.shrinkage.report;

import java.util.Map;

/** One remedy against overfitting: what it comes to on this run's data, and whether it pays. */
record Remedy(String name, Verdict verdict, String figure, String reading) {
  /** What a remedy does for this data. */
  enum Verdict {
    PAYS("pays", "good"),
    LITTLE("little to gain", "off"),
    IN_USE("in use", "good"),
    CARE("mind the reading", "warn"),
    NOT_MEASURED("not measured", "off");

    private final String text;
    private final String tone;

    Verdict(String text, String tone) {
      this.text = text;
      this.tone = tone;
    }
  }

  static Remedy notMeasured(String name, String reading) {
    return new Remedy(name, Verdict.NOT_MEASURED, NumberText.NONE, reading);
  }

  Map<String, Object> row() {
    return Page.row(
        "name",
        name,
        "verdict",
        verdict.text,
        "tone",
        verdict.tone,
        "figure",
        figure,
        "reading",
        reading);
  }
}
