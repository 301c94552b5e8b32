package io.shrinkage.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which rows test, validate and train.
 *
 * @param unit what a bucket's hash is taken of
 * @param testShare of all rows, rounded to whole buckets; read when {@code by} is {@code HASH}
 * @param validationShare of all rows, rounded to whole buckets
 * @param buckets B
 * @param column read when {@code by} is {@code COLUMN}
 * @param testValues values of {@code column}, as text, whose rows test
 * @param testAfter rows later than this test; read when {@code by} is {@code TIME}
 */
public record SplitConfig(
    SplitBy by,
    SplitUnit unit,
    double testShare,
    double validationShare,
    long seed,
    int buckets,
    Optional<String> column,
    List<String> testValues,
    Optional<Instant> testAfter) {

  public SplitConfig {
    testValues = List.copyOf(testValues);
  }
}
