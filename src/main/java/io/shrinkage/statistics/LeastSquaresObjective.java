package io.shrinkage.statistics;

import io.shrinkage.linalg.Kernels;
import io.shrinkage.objective.Penalty;
import io.shrinkage.objective.PenaltyShare;

/**
 * Weighted least squares in standardized coordinates with the intercept profiled out:
 *
 * <pre>
 *   f(w̃) = ½ (1/Σs) Σ s (y − ȳ − x̃ᵀw̃)²,      ∇ⱼf = (1/Σs) Σ s r x̃ⱼ,   r = ŷ − y
 * </pre>
 *
 * <p>Whoever holds the rows says how they are added up; everything else is here, so that an
 * objective in memory and one over a cluster have equal bits. Sign: ∇f, not negated. Cost: one pass
 * over the rows per evaluation; {@link #gradientScale} one in all, {@link #curvature} at most 21.
 * Edge cases: a constant column has gradient 0, with the penalty's part as well.
 */
public abstract class LeastSquaresObjective implements LeastSquares {

  private final Standardizer standardizer;
  private double[] gradientAtZero;
  private double curvature = Double.NaN;

  /**
   * An objective on the rows that the standardizer was made of.
   *
   * @param standardizer of the very rows that {@link #evaluate} adds up
   */
  protected LeastSquaresObjective(Standardizer standardizer) {
    this.standardizer = standardizer;
  }

  /** Adds up all rows at a predictor. */
  protected abstract LossGradient evaluate(LinearPredictor predictor);

  /**
   * Adds up all rows and their shares of a penalty; one who holds the rows elsewhere takes the
   * shares there.
   *
   * @param predictor the predictor of w
   * @param penalty the penalty
   * @param w the standardized weights
   */
  protected LossGradient evaluate(LinearPredictor predictor, Penalty penalty, double[] w) {
    return evaluate(predictor).withPenalty(PenaltyShare.of(penalty, w, standardizer.rows()));
  }

  /**
   * Adds up all rows at two predictors; one who has the rows elsewhere looks at each of them once.
   */
  protected LossGradients evaluate(LinearPredictor first, LinearPredictor second) {
    return new LossGradients(evaluate(first), evaluate(second));
  }

  @Override
  public final Standardizer standardizer() {
    return standardizer;
  }

  @Override
  public final int dimension() {
    return standardizer.dimension();
  }

  /** The first time, the gradient at 0 is measured along with it, since certificates need both. */
  @Override
  public final double valueAndGradient(double[] w, double[] gradient) {
    if (gradientAtZero != null) {
      return smoothPart(evaluate(standardizer.predictor(w)), gradient);
    }

    return valueAndGradient(
        evaluate(standardizer.predictor(w), standardizer.predictor(new double[dimension()])),
        gradient);
  }

  /**
   * The value and the gradient of a pass that was made already, over the very rows of this.
   *
   * @param both at the predictors of w and of 0
   * @param gradient overwritten with ∇f(w)
   */
  public final double valueAndGradient(LossGradients both, double[] gradient) {
    double[] atZero = new double[dimension()];
    smoothPart(both.second(), atZero);
    gradientAtZero = atZero;
    return smoothPart(both.first(), gradient);
  }

  @Override
  public final double penalizedValueAndSubgradient(double[] w, Penalty penalty, double[] out) {
    LossGradient pass = evaluate(standardizer.predictor(w), penalty, w);
    double value = smoothPart(pass, out);
    pass.penalty().addTo(out, pass.rows());
    for (int j = 0; j < out.length; j++) {
      // The sign rule pulls at 0 too, and would move a weight that no row can hold in place.
      if (standardizer.isConstant(j)) {
        out[j] = 0;
      }
    }

    return value + pass.penalty().value(pass.rows());
  }

  private double smoothPart(LossGradient pass, double[] gradient) {
    if (pass.rows() != standardizer.rows()) {
      throw new IllegalStateException(
          "a pass added up "
              + pass.rows()
              + " ratings, the standardizer was made of "
              + standardizer.rows());
    }

    pass.standardizedGradient(standardizer, gradient);
    return 0.5 * pass.squaredError() / pass.weight();
  }

  @Override
  public final double valueAtZero() {
    return 0.5 * standardizer.ySigma() * standardizer.ySigma();
  }

  @Override
  public final double gradientScale() {
    return Kernels.maxAbs(gradientAtZero());
  }

  @Override
  public final double[] gradientAtOrigin() {
    return gradientAtZero().clone();
  }

  private double[] gradientAtZero() {
    if (gradientAtZero == null) {
      double[] gradient = new double[dimension()];
      smoothPart(evaluate(standardizer.predictor(gradient.clone())), gradient);
      gradientAtZero = gradient;
    }

    return gradientAtZero;
  }

  /**
   * An upper estimate of the Hessian's largest eigenvalue, at most the number of columns that vary.
   */
  @Override
  public final double curvature() {
    if (Double.isNaN(curvature)) {
      curvature = PowerIteration.largestEigenvalue(this, gradientAtZero(), trace());
    }

    return curvature;
  }

  private double trace() {
    int varying = 0;
    for (int j = 0; j < dimension(); j++) {
      varying += standardizer.isConstant(j) ? 0 : 1;
    }

    return varying;
  }
}
