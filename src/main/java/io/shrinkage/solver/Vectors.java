package io.shrinkage.solver;

/** The few vector operations that the solvers need, as plain loops of a fixed order. */
final class Vectors {

  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  static double maxAbs(double[] a) {
    double largest = 0;
    for (double value : a) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** out += factor·a. */
  static void addScaled(double factor, double[] a, double[] out) {
    for (int j = 0; j < a.length; j++) {
      out[j] += factor * a[j];
    }
  }

  static int nonZeros(double[] a) {
    int count = 0;
    for (double value : a) {
      if (value != 0) {
        count++;
      }
    }
    return count;
  }
}
