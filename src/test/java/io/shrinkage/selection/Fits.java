package io.shrinkage.selection;

import io.shrinkage.objective.ElasticNetFamily;
import io.shrinkage.solver.Fista;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.testing.RowCases;
import io.shrinkage.testing.RowProblems;
import java.util.Arrays;

/** Exact fits on seeded rows. */
final class Fits {

  private Fits() {}

  static PathFits<InMemoryObjective> of(RowCases cases, double l1Ratio, boolean standardize) {
    return new PathFits<>(
        new RowProblems(cases.blocks()),
        new Fista(new StoppingRule(10_000, 1e-13)),
        rows ->
            standardize
                ? elasticNet(l1Ratio, rows.scales())
                : ElasticNetFamily.onOriginal(l1Ratio, ones(rows.dimension()), rows.scales()));
  }

  static ElasticNetFamily elasticNet(double l1Ratio, double[] scales) {
    return ElasticNetFamily.onStandardized(l1Ratio, ones(scales.length), scales);
  }

  private static double[] ones(int p) {
    double[] ones = new double[p];
    Arrays.fill(ones, 1);
    return ones;
  }
}
