package io.shrinkage.objective;

/**
 * The group lassos of a path: λ ↦ λ Σ f_g √|g| ‖w̃_g‖₂ on standardized weights.
 *
 * <p>f_g ≥ 0 is the penalty factor of a group (0 = unpenalized) and |g| its number of columns as
 * encoded: constant ones count, so that the weights of a fold, where a rare column may not vary,
 * are those of the whole. Without √|g| a large group would be dropped later than a small one that
 * explains as much a column. Immutable.
 *
 * <p>There is no family on original weights: the norm of w̃ⱼ/σⱼ has no proximal step in closed
 * form, and one column's unit would decide whether its whole group stays. Source: Yuan and Lin
 * (2006), J. R. Stat. Soc. B 68(1), §2.
 */
public final class GroupLassoFamily implements PenaltyFamily {

  private final int[] offsets;
  private final double[] unit;

  private GroupLassoFamily(int[] offsets, double[] unit) {
    this.offsets = offsets;
    this.unit = unit;
  }

  /**
   * Groups of neighbouring columns.
   *
   * @param offsets the first column of each group, then p
   * @param factors f_g, finite, ≥ 0, one per group
   * @throws IllegalArgumentException when the groups do not cover the columns or a factor is out of
   *     range
   */
  public static GroupLassoFamily of(int[] offsets, double[] factors) {
    // Checks both.
    GroupLasso.of(offsets, factors);
    double[] unit = new double[factors.length];
    for (int g = 0; g < unit.length; g++) {
      unit[g] = factors[g] * Math.sqrt(offsets[g + 1] - offsets[g]);
    }
    return new GroupLassoFamily(offsets.clone(), unit);
  }

  @Override
  public GroupLasso at(double lambda) {
    double[] weights = new double[unit.length];
    for (int g = 0; g < unit.length; g++) {
      weights[g] = lambda * unit[g];
    }
    return GroupLasso.of(offsets, weights);
  }

  /** The smallest λ at which every penalized group is 0: max ‖∇_g f‖/(f_g √|g|). */
  @Override
  public double lambdaMax(double[] gradientAtZero) {
    double largest = 0;
    for (int g = 0; g < unit.length; g++) {
      if (unit[g] > 0) {
        double squared = 0;
        for (int j = offsets[g]; j < offsets[g + 1]; j++) {
          squared += gradientAtZero[j] * gradientAtZero[j];
        }
        largest = Math.max(largest, Math.sqrt(squared) / unit[g]);
      }
    }
    return largest;
  }
}
