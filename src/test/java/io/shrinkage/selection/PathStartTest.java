package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.objective.ElasticNet;
import io.shrinkage.solver.CoordinateDescent;
import io.shrinkage.solver.Solution;
import io.shrinkage.solver.StoppingRule;
import io.shrinkage.solver.WarmStart;
import io.shrinkage.testing.DenseLeastSquares;
import org.junit.jupiter.api.Test;

class PathStartTest {

  /** x = ±1 is its own standardization and xᵀy/n = 2.5, so w = S(2.5, λ). */
  private static Solution lasso(double lambda) {
    return new CoordinateDescent(new StoppingRule(10, 1e-12))
        .solve(
            DenseLeastSquares.of(new double[][] {{-1}, {1}, {-1}, {1}}, new double[] {-2, 2, -3, 3})
                .gramian(),
            ElasticNet.uniform(1, lambda, 0),
            WarmStart.zero(1));
  }

  private static double start(PathStart path, double lambda) {
    return path.at(lambda).weights()[0];
  }

  @Test
  void thePathOfTheLassoIsALine() {
    PathStart path = new PathStart(1);
    assertThat(start(path, 2)).isEqualTo(0);
    path.add(2, lasso(2));
    assertThat(start(path, 1.5)).isCloseTo(0.5, within(1e-12));
    path.add(1.5, lasso(1.5));
    assertThat(start(path, 0.25)).isCloseTo(2.25, within(1e-12));
  }

  @Test
  void equalLambdasPointNowhere() {
    PathStart path = new PathStart(1);
    path.add(2, lasso(2));
    path.add(2, lasso(1.5));
    assertThat(start(path, 1)).isCloseTo(1, within(1e-12));
  }
}
