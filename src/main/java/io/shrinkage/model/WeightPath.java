package io.shrinkage.model;

import java.util.List;

/**
 * One column's weight along the λ path.
 *
 * @param name the column
 * @param feature the feature that it belongs to
 * @param standardized its weight in units of a standard deviation of the column, one for each point
 *     of the path, in the path's order
 */
public record WeightPath(String name, String feature, List<Double> standardized) {
  /** The most columns that a run records. */
  public static final int MOST = 30;

  /** Takes a copy. */
  public WeightPath {
    standardized = List.copyOf(standardized);
  }
}
