package io.shrinkage.report;

import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the model is off on average: its residuals level by level and bin by bin. */
final class SlicesSection {
  /** So many standard errors are more than chance explains, among some dozens of slices. */
  private static final double CLEAR = 3;

  private SlicesSection() {}

  /** The section; null where no slices were measured. */
  static Map<String, Object> of(Prediction prediction) {
    if (prediction == null) {
      return null;
    }
    List<PredictionSlice> known =
        prediction.slices().stream().filter(slice -> off(slice) != null).toList();
    if (known.isEmpty()) {
      return null;
    }
    double longest = known.stream().mapToDouble(slice -> Math.abs(off(slice))).max().orElse(0);
    Map<String, List<Map<String, Object>>> features = new LinkedHashMap<>();
    for (PredictionSlice slice : known) {
      features.computeIfAbsent(title(slice), name -> new ArrayList<>()).add(row(slice, longest));
    }
    List<Map<String, Object>> tables = new ArrayList<>();
    features.forEach((name, rows) -> tables.add(Page.row("name", name, "slices", rows)));
    // The only slice of a feature is all of the ratings.
    tables.removeIf(table -> features.get(table.get("name")).size() < 2);
    if (tables.isEmpty()) {
      return null;
    }
    return Page.row("slicesReading", reading(prediction, known), "sliceTables", tables);
  }

  private static String title(PredictionSlice slice) {
    return slice.feature().equals(PredictionSlice.ITEM)
        ? "movies by training ratings"
        : slice.feature();
  }

  private static Map<String, Object> row(PredictionSlice slice, double longest) {
    double off = off(slice);
    return Page.row(
        "slice", slice.slice(),
        "count", NumberText.count(slice.count()),
        "side", off > 0 ? "plus" : "minus",
        "width", NumberText.width(longest == 0 ? 0 : Math.abs(off) / longest),
        "off", NumberText.signed(off, 4),
        "clear", isClear(slice),
        "rmse", NumberText.fixed(slice.rmse()));
  }

  private static String reading(Prediction prediction, List<PredictionSlice> known) {
    String rows = prediction.rows().equals("test") ? "held-out" : "training";
    String what =
        "The mean residual of the "
            + rows
            + " ratings, actual minus predicted: to the right the"
            + " model predicts too low, to the left too high. ";
    List<PredictionSlice> clear =
        known.stream()
            .filter(SlicesSection::isClear)
            .sorted((a, b) -> Double.compare(Math.abs(off(b)), Math.abs(off(a))))
            .toList();
    if (clear.isEmpty()) {
      return what
          + "In none of the "
          + known.size()
          + " slices is it further from zero than three standard errors.";
    }
    PredictionSlice worst = clear.get(0);
    return what
        + "In "
        + clear.size()
        + " of "
        + known.size()
        + " slices, marked with •, it is further from zero than three standard errors; most for "
        + place(worst)
        + ", where predictions are "
        + NumberText.fixed(Math.abs(off(worst)))
        + (off(worst) > 0 ? " too low." : " too high.");
  }

  private static String place(PredictionSlice slice) {
    return slice.feature().equals(PredictionSlice.ITEM)
        ? "movies with " + slice.slice() + " training ratings"
        : slice.feature() + " " + slice.slice();
  }

  /** Mean actual less mean predicted; null where one is not known. */
  private static Double off(PredictionSlice slice) {
    return slice.meanActual() == null || slice.meanPredicted() == null
        ? null
        : Double.valueOf(slice.meanActual() - slice.meanPredicted());
  }

  private static boolean isClear(PredictionSlice slice) {
    if (slice.rmse() == null || slice.count() < 2) {
      return false;
    }
    double off = off(slice);
    double variance = Math.max(0, slice.rmse() * slice.rmse() - off * off);
    return Math.abs(off) > CLEAR * Math.sqrt(variance / (slice.count() - 1.0));
  }
}
