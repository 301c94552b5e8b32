package io.shrinkage.config;

import java.util.List;
import java.util.Optional;

/**
 * How scheduled retraining reads its days, and what a challenger must show.
 *
 * @param partition the column by which the ratings are partitioned into days
 * @param window days up to the last one that a model is trained on; empty: all there are
 * @param decay after so many days a rating weighs half as much; empty: all weigh what they weigh
 * @param warmStart whether a first-order fit starts from the champion's coefficients
 * @param margin the share of the champion's test error by which the challenger's must be lower
 * @param confidence of the paired test, one-sided, in (0.5, 1)
 * @param sliceLimit the share of the champion's test error by which the challenger's may be higher
 *     in a slice
 * @param slices names of features whose levels, or tens of whose numbers, are slices
 * @param rare movies with fewer training ratings are a slice of their own; 0: none
 * @param keep how many runs stay when a newer one is published, the champion and those that were
 *     champions last among them; 0: all
 */
public record RetrainConfig(
    String partition,
    Optional<Integer> window,
    Optional<Integer> decay,
    boolean warmStart,
    double margin,
    double confidence,
    double sliceLimit,
    List<String> slices,
    int rare,
    int keep) {

  public RetrainConfig {
    slices = List.copyOf(slices);
  }
}
