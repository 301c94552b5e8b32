package io.shrinkage.objective;

/**
 * A convex quadratic f in standardized, centred coordinates, seen through its value and gradient.
 *
 * <p>f(w) = ½ (1/Σs) Σ s (y − ȳ − xᵀw)², x standardized with population deviations, so that the
 * Hessian has a unit diagonal (0 for a constant column). The intercept is profiled out.
 *
 * <p>Shapes: w and gradients have length p = {@link #dimension()}. Sign: gradients are ∇f, not
 * negated. Cost: {@link #valueAndGradient} is one pass over the data and dominates everything else.
 * Edge cases: a constant column has gradient exactly 0, so its weight stays where it starts, at 0.
 */
public interface SmoothObjective {

  /** The number p of weights. */
  int dimension();

  /**
   * Evaluates f and its gradient at once.
   *
   * @param w the point, length p, not modified
   * @param gradient overwritten with ∇f(w), length p
   * @return f(w)
   */
  double valueAndGradient(double[] w, double[] gradient);

  /**
   * Evaluates f + penalty and one of its subgradients; an objective over a cluster computes both
   * parts where the rows are.
   *
   * @param w the point, length p, not modified
   * @param penalty the penalty, of dimension p
   * @param out overwritten with ∇f(w) + the penalty's subgradient by the sign rule
   * @return f(w) + penalty(w)
   */
  default double penalizedValueAndSubgradient(double[] w, Penalty penalty, double[] out) {
    double value = valueAndGradient(w, out);
    penalty.addSubgradient(w, out);
    return value + penalty.value(w);
  }

  /** f(0) = ½ Var(y), the unit of the duality gap; override it where it is known without a pass. */
  default double valueAtZero() {
    return valueAndGradient(new double[dimension()], new double[dimension()]);
  }

  /** max |∇f(0)|, the unit of the KKT violation; implementations memoize it. */
  double gradientScale();

  /**
   * An upper estimate of the Hessian's largest eigenvalue, by power iteration on gradient
   * differences; implementations memoize it.
   */
  double curvature();
}
