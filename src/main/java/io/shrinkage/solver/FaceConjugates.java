package io.shrinkage.solver;

/**
 * Conjugate gradients for the step to the minimum on a large face, whose Cholesky factor would cost
 * far more: preconditioned by the diagonal, and given up where they would cost as much as the
 * factor does.
 *
 * <p>Vectors are of the whole working set, 0 off the face, so that products run through memory in
 * order. Cost: am an iteration. Source: Nocedal and Wright (2006), Numerical Optimization, §5.1.
 */
final class FaceConjugates {

  // Of the columns: as many products cost about what a factor does.
  private static final int COLUMNS_PER_ITERATION = 5;

  // Of the first residual: by then it shows whether the step meets a kink and is worth no more.
  private static final double ROUGH = 0.05;

  private final QuadraticDescent set;
  private final int[] face;

  FaceConjugates(QuadraticDescent set, int[] face) {
    this.set = set;
    this.face = face;
  }

  /**
   * Solves Hd = r on the face.
   *
   * @param right r, one entry for each column of the face; overwritten with d
   * @param target the largest |r − Hd| that is good enough
   * @return whether that was reached; if not, {@code right} is not modified
   */
  boolean solve(double[] right, double target) {
    int m = set.size();
    double[] residual = new double[m];
    double[] solution = new double[m];
    double[] direction = new double[m];
    double[] image = new double[m];
    for (int a = 0; a < face.length; a++) {
      residual[face[a]] = right[a];
    }

    double squared = 0;
    double first = 0;
    for (int k = 0; k <= face.length / COLUMNS_PER_ITERATION; k++) {
      double previous = squared;
      double largest = 0;
      squared = 0;
      for (int j : face) {
        squared += residual[j] * residual[j] / set.hessian(j, j);
        largest = Math.max(largest, Math.abs(residual[j]));
      }

      first = k == 0 ? largest : first;
      if (largest <= target || largest <= ROUGH * first && meetsKink(solution)) {
        for (int a = 0; a < face.length; a++) {
          right[a] = solution[face[a]];
        }

        return true;
      }

      for (int j : face) {
        double carried = previous > 0 ? squared / previous * direction[j] : 0;
        direction[j] = residual[j] / set.hessian(j, j) + carried;
      }

      set.hessianTimes(direction, image);
      double curvature = 0;
      for (int j : face) {
        curvature += direction[j] * image[j];
      }

      if (!(curvature > 0)) {
        return false;
      }

      double step = squared / curvature;
      for (int j : face) {
        solution[j] += step * direction[j];
        residual[j] -= step * image[j];
      }
    }

    return false;
  }

  private boolean meetsKink(double[] solution) {
    for (int j : face) {
      if (set.toKink(j, solution[j]) < 1) {
        return true;
      }
    }

    return false;
  }
}
