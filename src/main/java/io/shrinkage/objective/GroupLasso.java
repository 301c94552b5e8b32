package io.shrinkage.objective;

/**
 * The group lasso: g(w) = Σ weight_g ‖w_g‖₂ over disjoint groups of columns, which are kept or
 * dropped as a whole.
 *
 * <p>A group is at its optimum 0 exactly where ‖∇_g f‖ ≤ weight_g, and its proximal step is 0
 * exactly where ‖v_g‖ ≤ step·weight_g: no threshold decides. A group of one column has the lasso's
 * penalty.
 *
 * <p>Shapes: group g holds the columns from offset(g) to offset(g + 1) − 1, which cover all p.
 * Units: standardized coordinates. Edge cases: weight 0 is an unpenalized group; a constant column
 * has gradient 0 and stays at 0 in any group. Immutable. Source: Yuan and Lin (2006), J. R. Stat.
 * Soc. B 68(1), §2.
 */
public final class GroupLasso implements Penalty {

  private static final long serialVersionUID = 1L;

  private final int[] offsets;
  private final double[] weights;
  private final int[] groupOf;

  private GroupLasso(int[] offsets, double[] weights, int[] groupOf) {
    this.offsets = offsets;
    this.weights = weights;
    this.groupOf = groupOf;
  }

  /**
   * Groups of neighbouring columns, copied.
   *
   * @param offsets the first column of each group, then p: one more than there are groups; starts
   *     at 0, does not decrease
   * @param weights of each group's norm, finite, ≥ 0
   * @throws IllegalArgumentException when the groups do not cover the columns or a weight is out of
   *     range
   */
  public static GroupLasso of(int[] offsets, double[] weights) {
    if (offsets.length != weights.length + 1 || offsets[0] != 0) {
      throw new IllegalArgumentException(
          offsets.length + " offsets for " + weights.length + " groups; the first must be 0");
    }
    for (int g = 0; g < weights.length; g++) {
      if (offsets[g + 1] < offsets[g]) {
        throw new IllegalArgumentException(
            "group " + g + " begins at " + offsets[g] + " and ends before " + offsets[g + 1]);
      }
      if (!(weights[g] >= 0) || Double.isInfinite(weights[g])) {
        throw new IllegalArgumentException(
            "weight " + weights[g] + " of group " + g + " must be finite and at least 0");
      }
    }
    int[] groupOf = new int[offsets[weights.length]];
    for (int g = 0; g < weights.length; g++) {
      for (int j = offsets[g]; j < offsets[g + 1]; j++) {
        groupOf[j] = g;
      }
    }
    return new GroupLasso(offsets.clone(), weights.clone(), groupOf);
  }

  /** The number of groups. */
  public int groups() {
    return weights.length;
  }

  /** The first column of group g; that of the number of groups is p. */
  public int offset(int g) {
    return offsets[g];
  }

  /** The weight of group g's norm. */
  public double weight(int g) {
    return weights[g];
  }

  @Override
  public int dimension() {
    return groupOf.length;
  }

  private double norm(double[] v, int g) {
    double sum = 0;
    for (int j = offsets[g]; j < offsets[g + 1]; j++) {
      sum += v[j] * v[j];
    }
    return Math.sqrt(sum);
  }

  @Override
  public double value(double[] w) {
    double sum = 0;
    for (int g = 0; g < weights.length; g++) {
      sum += weights[g] * norm(w, g);
    }
    return sum;
  }

  /** Adds weight_g w_g/‖w_g‖, and 0 for a group at 0. */
  @Override
  public void addSubgradient(double[] w, double[] out) {
    for (int g = 0; g < weights.length; g++) {
      double norm = norm(w, g);
      if (norm != 0) {
        for (int j = offsets[g]; j < offsets[g + 1]; j++) {
          out[j] += weights[g] * (w[j] / norm);
        }
      }
    }
  }

  @Override
  public void prox(double[] v, double step, double[] out) {
    for (int g = 0; g < weights.length; g++) {
      double norm = norm(v, g);
      double threshold = step * weights[g];
      // A norm that is not a number is not below the threshold, and stays visible.
      double factor = norm <= threshold ? 0 : 1 - threshold / norm;
      for (int j = offsets[g]; j < offsets[g + 1]; j++) {
        out[j] = factor == 0 ? 0 : factor * v[j];
      }
    }
  }

  @Override
  public void project(double[] w) {}

  @Override
  public double violation(double[] w, double[] gradient) {
    double largest = 0;
    for (int g = 0; g < weights.length; g++) {
      largest = Math.max(largest, violation(w, gradient, g));
    }
    return largest;
  }

  /** The Euclidean distance of −∇_g f to the subdifferential of group g's penalty at w_g. */
  public double violation(double[] w, double[] gradient, int g) {
    double norm = norm(w, g);
    if (norm == 0) {
      return Math.max(norm(gradient, g) - weights[g], 0);
    }
    double sum = 0;
    for (int j = offsets[g]; j < offsets[g + 1]; j++) {
      double off = gradient[j] + weights[g] * (w[j] / norm);
      sum += off * off;
    }
    return Math.sqrt(sum);
  }

  @Override
  public boolean isZero() {
    return isSmooth();
  }

  @Override
  public boolean isPenalized(int j) {
    return weights[groupOf[j]] > 0;
  }

  @Override
  public boolean isSmooth() {
    for (double weight : weights) {
      if (weight > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double largestCurvature() {
    return 0;
  }

  @Override
  public boolean isFree(double[] gradient, int j) {
    return !isPenalized(j);
  }

  @Override
  public double dualScale(double[] gradient) {
    double scale = 1;
    for (int g = 0; g < weights.length; g++) {
      double norm = norm(gradient, g);
      if (weights[g] > 0 && norm > weights[g]) {
        scale = Math.min(scale, weights[g] / norm);
      }
    }
    return scale;
  }

  @Override
  public double fenchelYoung(double[] w, double[] gradient, double scale) {
    double sum = 0;
    for (int g = 0; g < weights.length; g++) {
      double length = norm(w, g);
      if (weights[g] > 0 && length != 0) {
        sum += length * slack(w, gradient, scale, g, length);
      }
    }
    return sum;
  }

  /**
   * weight − cᵀu for the unit vector u of w_g and c = −τ∇_g, as (weight − ‖c‖) + ‖c −
   * ‖c‖u‖²/(2‖c‖).
   */
  private double slack(double[] w, double[] gradient, double scale, int g, double length) {
    double pull = scale * norm(gradient, g);
    double squared = 0;
    for (int j = offsets[g]; j < offsets[g + 1]; j++) {
      double off = -scale * gradient[j] - pull * (w[j] / length);
      squared += off * off;
    }
    double turned = squared == 0 ? 0 : squared / (2 * pull);
    // At the scale's own group the pull rounds to either side of the weight.
    return Math.max(weights[g] - pull, 0) + turned;
  }
}
