package io.shrinkage.config;

import java.util.List;

/**
 * The error against the share of the training rows.
 *
 * @param orders how many orders of the buckets it is a mean over
 * @param shares of the training buckets
 */
public record LearningCurveConfig(boolean enabled, int orders, List<Double> shares) {

  public LearningCurveConfig {
    shares = List.copyOf(shares);
  }
}
