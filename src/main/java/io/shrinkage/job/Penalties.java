package io.shrinkage.job;

import io.shrinkage.config.FitConfig;
import io.shrinkage.config.PenaltyKind;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.objective.ElasticNetFamily;
import io.shrinkage.objective.GroupLassoFamily;
import io.shrinkage.objective.PenaltyFamily;
import io.shrinkage.selection.PenaltyRule;
import io.shrinkage.statistics.Standardizer;

/** The penalties that a configuration asks for, on the columns of a feature space. */
final class Penalties {
  private Penalties() {}

  /** The penalties of any rows. */
  static PenaltyRule rule(FitConfig fit, FeatureSpace space) {
    return rows -> of(fit, space, rows);
  }

  /**
   * The penalties of a path on some rows.
   *
   * @param rows of the rows of the fit: their scales are the units of the weights
   */
  static PenaltyFamily of(FitConfig fit, FeatureSpace space, Standardizer rows) {
    if (fit.penalty() == PenaltyKind.GROUP_L1) {
      double[] factors = space.specs().stream().mapToDouble(FeatureSpec::penaltyFactor).toArray();
      return GroupLassoFamily.of(space.offsets(), factors);
    }
    double[] factors = space.penaltyFactors();
    ElasticNetFamily family =
        fit.standardize()
            ? ElasticNetFamily.onStandardized(fit.l1Share(), factors, rows.scales())
            : ElasticNetFamily.onOriginal(fit.l1Share(), factors, rows.scales());
    return family.within(space.lowerBounds(), space.upperBounds());
  }
}
