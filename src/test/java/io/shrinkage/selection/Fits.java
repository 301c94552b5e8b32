package io.shrinkage.selection;

import io.shrinkage.linalg.SparseRows;
import io.shrinkage.objective.ElasticNetFamily;
import io.shrinkage.solver.Fista;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.statistics.InMemoryObjective;
import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.RowBlock;
import io.shrinkage.testing.RowCases;
import io.shrinkage.testing.RowProblems;
import java.util.Arrays;
import java.util.List;

/** Exact fits on seeded rows. */
final class Fits {

  private Fits() {}

  static PathFits<InMemoryObjective> of(RowCases cases, double l1Ratio, boolean standardize) {
    PathFits<InMemoryObjective> fits = of(new RowProblems(cases.blocks()), l1Ratio);
    return standardize
        ? fits
        : fits.with(
            rows -> ElasticNetFamily.onOriginal(l1Ratio, ones(rows.dimension()), rows.scales()));
  }

  static PathFits<InMemoryObjective> of(RowProblems problems, double l1Ratio) {
    return new PathFits<>(
        problems,
        new Fista(new StoppingRule(10_000, 1e-13)),
        rows -> elasticNet(l1Ratio, rows.scales()));
  }

  /** The problems of a dense table whose row i lies in slot[i]. */
  static RowProblems table(double[][] x, double[] y, int[] slot) {
    SparseRows.Builder rows = SparseRows.builder(x[0].length);
    RatingGroups.Builder ratings = RatingGroups.builder();
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        rows.add(j, x[i][j]);
      }

      rows.endRow();
      ratings.add(y[i], 1, 1).endRow();
    }

    int[] items = new int[y.length];
    Arrays.fill(items, -1);
    return new RowProblems(List.of(new RowBlock(0, rows.build(), slot, items, ratings.build())));
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
