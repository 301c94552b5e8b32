package io.shrinkage.objective;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What λ and ρ of our objective are called, and what they are worth, in other libraries.
 *
 * <p>With l1 = λρ and l2 = λ(1 − ρ): the deck minimizes MSE and not ½ MSE (L1: 2·l1, L2: l2);
 * scikit-learn's ElasticNet and Lasso have our objective, its Ridge has no 1/n (Σs·λ); glmnet and
 * MLlib divide the label by its deviation σ, which in original units leaves l1 and makes the L2
 * weight l2/σ, so ours is posed as l1 + l2·σ. MLlib's l-bfgs takes sample deviations, c·σ with c² =
 * Σs/(Σs − Σs²/Σs): with standardized features both weights gain the factor c; without, only the
 * label's deviation does.
 */
public final class LambdaConventions {

  private LambdaConventions() {}

  /**
   * MLlib's two numbers.
   *
   * @param regParam the strength, ≥ 0
   * @param elasticNetParam the mix, in [0, 1]
   */
  public record MllibParameters(double regParam, double elasticNetParam) {}

  /**
   * One library's way to pose the problem.
   *
   * @param library the library and estimator
   * @param parameters name to value, in the library's order
   * @param note what must hold for the translation to be exact
   */
  public record Row(String library, Map<String, Double> parameters, String note) {
    /** Copies the parameters, keeping their order. */
    public Row {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /**
   * For {@code solver=normal}, which takes population deviations; with and without standardization
   * alike.
   *
   * @param sigmaY population deviation of the label of the rows posed, &gt; 0
   */
  public static MllibParameters mllibNormal(double lambda, double l1Ratio, double sigmaY) {
    requirePositive("the label's deviation", sigmaY);
    double l1 = lambda * l1Ratio;
    double total = l1 + lambda * (1 - l1Ratio) * sigmaY;
    return new MllibParameters(total, total > 0 ? l1 / total : l1Ratio);
  }

  /**
   * For {@code solver=l-bfgs} with {@code standardization=true}.
   *
   * @param sigmaY population deviation of the label of the rows posed, &gt; 0
   * @param sumWeights Σs of the rows posed
   * @param sumSquaredWeights Σs² of the rows posed
   */
  public static MllibParameters mllibLbfgs(
      double lambda, double l1Ratio, double sigmaY, double sumWeights, double sumSquaredWeights) {
    MllibParameters normal = mllibNormal(lambda, l1Ratio, sigmaY);
    return new MllibParameters(
        normal.regParam() / sampleFactor(sumWeights, sumSquaredWeights), normal.elasticNetParam());
  }

  /**
   * For {@code solver=l-bfgs} with {@code standardization=false}: only the label's deviation is the
   * sample's.
   *
   * @param sigmaY population deviation of the label of the rows posed, &gt; 0
   * @param sumWeights Σs of the rows posed
   * @param sumSquaredWeights Σs² of the rows posed
   */
  public static MllibParameters mllibLbfgsOriginalUnits(
      double lambda, double l1Ratio, double sigmaY, double sumWeights, double sumSquaredWeights) {
    return mllibNormal(lambda, l1Ratio, sigmaY * sampleFactor(sumWeights, sumSquaredWeights));
  }

  private static double sampleFactor(double sumWeights, double sumSquaredWeights) {
    double freedom = sumWeights - sumSquaredWeights / sumWeights;
    requirePositive("Σs − Σs²/Σs", freedom);
    return Math.sqrt(sumWeights / freedom);
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " is " + value + "; it must be above 0");
    }
  }

  /**
   * The translation to every library, for people; all on standardized features.
   *
   * @param lambda λ ≥ 0
   * @param l1Ratio ρ in [0, 1]
   * @param sigmaY population deviation of the label, &gt; 0
   * @param sumWeights Σs (the number of rows, when all weigh 1)
   * @param sumSquaredWeights Σs²
   */
  public static List<Row> table(
      double lambda, double l1Ratio, double sigmaY, double sumWeights, double sumSquaredWeights) {
    MllibParameters normal = mllibNormal(lambda, l1Ratio, sigmaY);
    MllibParameters lbfgs = mllibLbfgs(lambda, l1Ratio, sigmaY, sumWeights, sumSquaredWeights);
    List<Row> rows = new ArrayList<>();
    rows.add(row("Shrinkage", "lambda", lambda, "l1Ratio", l1Ratio, "½ mean squared error"));
    rows.add(
        row(
            "the deck",
            "L1 lambda",
            2 * lambda * l1Ratio,
            "L2 lambda",
            lambda * (1 - l1Ratio),
            "mean squared error, without the ½"));
    rows.add(
        row(
            "scikit-learn ElasticNet",
            "alpha",
            lambda,
            "l1_ratio",
            l1Ratio,
            "on features divided by their population deviation; Lasso is l1_ratio = 1"));
    if (l1Ratio == 0) {
      rows.add(
          new Row(
              "scikit-learn Ridge",
              Map.of("alpha", sumWeights * lambda),
              "its loss is a sum, not a mean"));
    }
    rows.add(
        row(
            "glmnet",
            "lambda",
            normal.regParam(),
            "alpha",
            normal.elasticNetParam(),
            "gaussian family, standardize = TRUE; it divides the label by its deviation"));
    rows.add(
        row(
            "MLlib LinearRegression, normal",
            "regParam",
            normal.regParam(),
            "elasticNetParam",
            normal.elasticNetParam(),
            "population deviations"));
    rows.add(
        row(
            "MLlib LinearRegression, l-bfgs",
            "regParam",
            lbfgs.regParam(),
            "elasticNetParam",
            lbfgs.elasticNetParam(),
            "sample deviations; standardization = true"));
    return List.copyOf(rows);
  }

  private static Row row(
      String library, String first, double a, String second, double b, String note) {
    Map<String, Double> parameters = new LinkedHashMap<>();
    parameters.put(first, a);
    parameters.put(second, b);
    return new Row(library, parameters, note);
  }
}
