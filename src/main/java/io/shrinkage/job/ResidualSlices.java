package io.shrinkage.job;

import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.model.RunRecord.PredictionSlice;
import io.shrinkage.statistics.SliceErrors;
import io.shrinkage.statistics.SliceMap;
import io.shrinkage.statistics.Standardizer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The slices that a run's errors are told by: of each of the first {@value #FEATURES} features the
 * {@value #LEVELS} levels with the most training ratings, or at most eleven bins of a round width,
 * and the movies by their training ratings. So there are little more than a hundred at most, and
 * they take a quarter of a pass over dense rows.
 *
 * <p>A missing number is counted where its imputation puts it.
 */
final class ResidualSlices {
  private static final int FEATURES = 10;
  private static final int LEVELS = 10;

  private final SliceMap.Builder builder = SliceMap.builder();
  private final List<Name> names = new ArrayList<>();
  private final SliceMap map;

  private record Name(String feature, String slice) {}

  /**
   * The slices of a run.
   *
   * @param centred the scales of the rows fitted to, about their means
   * @param items whether movies are told apart: not so where no rows are set apart for the test, as
   *     then no movie's training ratings are known
   */
  ResidualSlices(FeatureSpace space, Standardizer centred, boolean items) {
    for (int feature = 0; feature < Math.min(FEATURES, space.features()); feature++) {
      if (space.group(feature).spec().kind().isCategorical()) {
        levels(space.group(feature), space.firstColumn(feature));
      } else {
        bins(space.group(feature), space.firstColumn(feature), centred);
      }
    }
    if (items) {
      items();
    }
    this.map = builder.build();
  }

  SliceMap map() {
    return map;
  }

  /** The slices that have ratings, in their order. */
  List<PredictionSlice> named(SliceErrors errors) {
    return IntStream.range(0, names.size())
        .filter(slice -> errors.count(slice) > 0)
        .mapToObj(
            slice ->
                new PredictionSlice(
                    names.get(slice).feature(),
                    names.get(slice).slice(),
                    errors.count(slice),
                    errors.meanPredicted(slice),
                    errors.meanActual(slice),
                    errors.rmse(slice)))
        .toList();
  }

  private void levels(FeatureGroup group, int first) {
    IntStream.range(0, group.columns())
        .boxed()
        .sorted(Comparator.comparing(group::count, Comparator.reverseOrder()))
        .limit(LEVELS)
        .sorted()
        .forEach(
            k -> {
              builder.level(first + k);
              names.add(new Name(group.name(), group.level(k)));
            });
  }

  /** Bins of a round width over two deviations to either side, the outer ones without an end. */
  private void bins(FeatureGroup group, int column, Standardizer centred) {
    double deviation = centred.scale(column);
    if (!(deviation > 0)) {
      return;
    }
    double mean = centred.mean(column) + group.origin();
    double width = round(0.4 * deviation);
    double from = width * Math.floor((mean - 2 * deviation) / width);
    if (!Double.isFinite(from)) {
      return;
    }
    int bins = Math.max(1, (int) Math.ceil((mean + 2 * deviation - from) / width));
    builder.bins(column, from - group.origin(), width, bins);
    for (int bin = 0; bin < bins; bin++) {
      String lower = number(from + bin * width);
      String upper = number(from + (bin + 1) * width);
      String name = lower + " to " + upper;
      if (bin == 0) {
        name = "under " + upper;
      } else if (bin == bins - 1) {
        name = lower + " and more";
      }
      names.add(new Name(group.name(), name));
    }
  }

  /** The next of 1, 2, 5, 10, … times a power of ten. */
  private static double round(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width)));
    double times = width / power;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
  }

  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  private void items() {
    builder.items(1, 10, 100, 1000);
    for (String slice : List.of("none", "1 to 9", "10 to 99", "100 to 999", "1,000 and more")) {
      names.add(new Name(PredictionSlice.ITEM, slice));
    }
  }
}
