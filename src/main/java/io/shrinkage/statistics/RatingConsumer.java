package io.shrinkage.statistics;

/** Receives the distinct ratings of a row. */
@FunctionalInterface
public interface RatingConsumer {

  /** Takes one rating, how many times it was given and the sum of its weights. */
  void accept(double rating, long count, double weight);
}
