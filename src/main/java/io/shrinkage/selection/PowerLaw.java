package io.shrinkage.selection;

/**
 * A learning curve's law, error(x) = a + b·x^(−c), with a, b ≥ 0 and c in [0.1, 2].
 *
 * <p>For a given c it is linear in a and b: weighted least squares, a held at 0 where it would be
 * below; c is searched on a grid. Points of larger x weigh more, in proportion: they are nearer to
 * what is to be foretold, and less noisy. Cost: O(points) for each of some 200 values of c.
 *
 * <p>Source: Viering and Loog (2023), The shape of learning curves, IEEE TPAMI 45(6), §3.
 *
 * @param a the error that no amount of data goes below
 * @param b what more data can take away
 * @param c how fast
 * @param residual the weighted root mean square of what the law leaves
 */
record PowerLaw(double a, double b, double c, double residual) {

  private static final double SLOWEST = 0.1;
  private static final double FASTEST = 2;
  private static final int STEPS = 190;

  static PowerLaw fit(double[] x, double[] y) {
    PowerLaw best = null;
    for (int step = 0; step <= STEPS; step++) {
      PowerLaw law = fit(x, y, SLOWEST + (FASTEST - SLOWEST) * step / STEPS);
      if (best == null || law.residual < best.residual) {
        best = law;
      }
    }

    return best;
  }

  private static PowerLaw fit(double[] x, double[] y, double c) {
    double weight = 0;
    double uMean = 0;
    double yMean = 0;
    double[] u = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      u[i] = StrictMath.pow(x[i], -c);
      weight += x[i];
      uMean += x[i] * u[i];
      yMean += x[i] * y[i];
    }

    uMean /= weight;
    yMean /= weight;
    double uu = 0;
    double uy = 0;
    for (int i = 0; i < x.length; i++) {
      uu += x[i] * (u[i] - uMean) * (u[i] - uMean);
      uy += x[i] * (u[i] - uMean) * (y[i] - yMean);
    }

    double b = uu > 0 ? Math.max(uy / uu, 0) : 0;
    double a = yMean - b * uMean;
    if (a < 0) {
      a = 0;
      b = through(x, u, y);
    }

    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double left = y[i] - a - b * u[i];
      squares += x[i] * left * left;
    }

    return new PowerLaw(a, b, c, Math.sqrt(squares / weight));
  }

  private static double through(double[] x, double[] u, double[] y) {
    double uu = 0;
    double uy = 0;
    for (int i = 0; i < x.length; i++) {
      uu += x[i] * u[i] * u[i];
      uy += x[i] * u[i] * y[i];
    }

    return uy / uu;
  }

  double at(double x) {
    return a + b * StrictMath.pow(x, -c);
  }
}
