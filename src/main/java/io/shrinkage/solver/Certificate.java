package io.shrinkage.solver;

/**
 * How far a point is from the optimum, measured at that point alone.
 *
 * @param dualityGap an upper bound of the objective's excess over the optimum, relative to f(0) = ½
 *     Var(y), ≥ 0; NaN when there is no penalty
 * @param kktViolation the largest distance of −∇f to the penalty's subdifferential, relative to max
 *     |∇f(0)|
 * @param converged whether the violation is at most the tolerance
 */
public record Certificate(double dualityGap, double kktViolation, boolean converged) {}
