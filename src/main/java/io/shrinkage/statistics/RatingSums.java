package io.shrinkage.statistics;

import java.io.Serializable;

/** n, Σs, Σs², Σsy and Σsy² of ratings, y about a fixed origin. */
final class RatingSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private long rows;
  private double weight;
  private double squaredWeights;
  private double y;
  private double yy;

  /** Adds the ratings of one row. */
  void add(RatingGroups ratings, int row, double origin) {
    double s = ratings.weight(row);
    double d = ratings.mean(row) - origin;
    rows += ratings.count(row);
    weight += s;
    y += s * d;
    yy += s * d * d + ratings.within(row);
    for (int k = 0; k < ratings.levels(row); k++) {
      double level = ratings.weight(row, k);
      squaredWeights += level * level / ratings.count(row, k);
    }
  }

  void merge(RatingSums later) {
    rows += later.rows;
    weight += later.weight;
    squaredWeights += later.squaredWeights;
    y += later.y;
    yy += later.yy;
  }

  long rows() {
    return rows;
  }

  double weight() {
    return weight;
  }

  /** Σs² over the ratings, equal ones within a group sharing its weight. */
  double squaredWeights() {
    return squaredWeights;
  }

  /** The mean of y about the origin. */
  double meanShift() {
    return y / weight;
  }

  double y() {
    return y;
  }

  /** Σ s (y − ȳ)². */
  double centredSquares() {
    return weight > 0 ? Math.max(0, yy - y * (y / weight)) : 0;
  }
}
