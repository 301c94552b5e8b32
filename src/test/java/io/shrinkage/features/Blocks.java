package io.shrinkage.features;

import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.SlotSet;
import java.util.Arrays;
import java.util.List;

/**
 * Small blocks for the tests: one rating of 3 stars and weight 1 a row, unless counts are given.
 */
final class Blocks {
  static final SlotSet ALL = SlotSet.all(1);

  private Blocks() {}

  static RecordBlock of(RawColumn... columns) {
    int rows = columns[0].rows();
    long[] counts = new long[rows];
    Arrays.fill(counts, 1);
    return of(0, new int[rows], counts, columns);
  }

  static RecordBlock of(int index, int[] slots, long[] counts, RawColumn... columns) {
    RatingGroups.Builder ratings = RatingGroups.builder();
    int[] items = new int[slots.length];
    for (int row = 0; row < slots.length; row++) {
      ratings.add(3, counts[row], counts[row]).endRow();
      items[row] = row;
    }

    return new RecordBlock(index, List.of(columns), slots, items, ratings.build());
  }

  static FeatureSpace space(FeatureSpec spec, RawColumn column) {
    return new FeatureStatistics(List.of(spec)).add(of(column), ALL).space(List.of(spec));
  }

  static List<String> names(FeatureSpace space) {
    return space.columns().stream().map(FeatureColumn::name).toList();
  }

  static List<Long> counts(FeatureSpace space) {
    return space.columns().stream().map(FeatureColumn::count).toList();
  }

  /** The entries of a row of text alone, as a dense row. */
  static double[] encodeText(FeatureSpace space, String text) {
    return encode(space, new String[] {text}, new double[1]);
  }

  static double[] encodeNumber(FeatureSpace space, double number) {
    return encode(space, new String[1], new double[] {number});
  }

  static double[] encode(FeatureSpace space, String[] texts, double[] numbers) {
    double[] dense = new double[space.dimension()];
    new FeatureEncoder(space)
        .encode(
            new RawRow() {
              @Override
              public String text(int feature) {
                return texts[feature];
              }

              @Override
              public double number(int feature) {
                return numbers[feature];
              }
            },
            (column, value) -> dense[column] = value);
    return dense;
  }
}
