package io.shrinkage.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.ModelJson;
import io.shrinkage.objective.LambdaConventions;
import io.shrinkage.objective.LambdaConventions.MllibParameters;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** MLlib on the same rows and columns, cached as vectors before the clock starts. */
final class MllibProcess {
  private static final int FOLDS = 5;
  private static final int MEASURED_LAMBDAS = 3;

  /** For the comparison of objectives; the driver iterates on its own, so it costs nothing. */
  private static final double NORMAL_TOLERANCE = 1e-12;

  private final MllibPlan plan;
  private final Dataset<Row> rows;
  private final LinearModel model;
  private final double sigma;
  private final Map<String, Object> found = new LinkedHashMap<>();

  private MllibProcess(MllibPlan plan, Dataset<Row> rows, LinearModel model) {
    this.plan = plan;
    this.rows = rows;
    this.model = model;
    Row moments = rows.selectExpr("count(*)", "stddev_pop(label)").head();
    this.sigma = moments.getDouble(1);
    found.put("rows", moments.getLong(0));
  }

  /** Measures the plan in the first file, and writes the figures to the second. */
  public static void main(String[] args) throws IOException {
    ObjectMapper json = new ObjectMapper();
    MllibPlan plan = json.readValue(new File(args[0]), MllibPlan.class);
    SparkSession session = Sessions.local();
    try {
      LinearModel model;
      try (InputStream in = Files.newInputStream(Path.of(plan.model(), "model.json"))) {
        model = ModelJson.read(in);
      }
      Dataset<Row> rows =
          (plan.movies().isEmpty()
                  ? MllibRows.ofTable(session, plan, model)
                  : MllibRows.ofMovies(session, plan, model))
              .cache();
      MllibProcess process = new MllibProcess(plan, rows, model);
      process.singleFits();
      if (!plan.grid().isEmpty()) {
        process.crossValidation();
      }
      json.writeValue(new File(args[1]), process.found);
    } finally {
      session.stop();
    }
  }

  private void singleFits() {
    MllibParameters normal = parameters(plan.lambda());
    found.put("reg_param", normal.regParam());
    found.put("elastic_net_param", normal.elasticNetParam());
    LinearRegressionModel theirs = regression("normal", normal).fit(rows); // warms up
    double[] seconds = Timing.repeat(plan.runs(), () -> regression("normal", normal).fit(rows));
    found.put("normal", seconds);
    Workspace.say("MLlib normal: median of %d fits %.2f s", plan.runs(), Timing.median(seconds));
    if (plan.movies().isEmpty()) {
      compareObjectives(theirs);
    }
    double lbfgs = Timing.seconds(() -> regression("l-bfgs", normal).setTol(1e-6).fit(rows));
    found.put("lbfgs", lbfgs);
    Workspace.say("MLlib l-bfgs: one fit %.2f s", lbfgs);
  }

  private MllibParameters parameters(double lambda) {
    return LambdaConventions.mllibNormal(lambda, plan.l1Ratio(), sigma);
  }

  private static LinearRegression regression(String solver, MllibParameters parameters) {
    return new LinearRegression()
        .setSolver(solver)
        .setRegParam(parameters.regParam())
        .setElasticNetParam(parameters.elasticNetParam())
        .setMaxIter(10_000)
        .setTol(NORMAL_TOLERANCE);
  }

  /** Both answers' objectives, by one pass of neither's code. */
  private void compareObjectives(LinearRegressionModel theirs) {
    PosedObjective objective = PosedObjective.of(rows, plan.lambda(), plan.l1Ratio());
    double our = objective.value(rows, model.coefficients(), model.intercept());
    double their = objective.value(rows, theirs.coefficients().toArray(), theirs.intercept());
    found.put("objective", our);
    found.put("mllib_objective", their);
    found.put("objective_relative_difference", Math.abs(our - their) / Math.min(our, their));
  }

  /**
   * Cross-validation with one λ and with a few: their difference is what each further λ costs, and
   * what the folds' caching costs is not multiplied.
   */
  private void crossValidation() {
    List<Double> grid = plan.grid();
    int few = Math.min(MEASURED_LAMBDAS, grid.size());
    double[] some = new double[few];
    for (int i = 0; i < few; i++) {
      some[i] = grid.get(i * (grid.size() - 1) / Math.max(1, few - 1));
    }
    double one = Timing.seconds(() -> crossValidate(plan.lambda()));
    double several = Timing.seconds(() -> crossValidate(some));
    found.put("cv_lambdas_measured", List.of(1, few));
    found.put("cv_measured", List.of(one, several));
    found.put("cv_fits_measured", FOLDS * (1 + few) + 2);
    found.put("cv_fits", FOLDS * grid.size() + 1);
    if (few > 1) {
      found.put("cv_fit", Timing.marginal(1, one, few, several) / FOLDS);
      found.put("cv", Timing.extrapolated(1, one, few, several, grid.size()));
    } else {
      found.put("cv", one);
    }
    Workspace.say("MLlib CrossValidator: %.1f s for 1 λ, %.1f s for %d", one, several, few);
  }

  private void crossValidate(double... lambdas) {
    double[] regParams = new double[lambdas.length];
    for (int i = 0; i < lambdas.length; i++) {
      regParams[i] = parameters(lambdas[i]).regParam();
    }
    LinearRegression regression = regression("normal", parameters(lambdas[0]));
    ParamMap[] maps = new ParamGridBuilder().addGrid(regression.regParam(), regParams).build();
    new CrossValidator()
        .setEstimator(regression)
        .setEvaluator(new RegressionEvaluator().setMetricName("mse"))
        .setEstimatorParamMaps(maps)
        .setNumFolds(FOLDS)
        .setSeed(42)
        .fit(rows);
  }
}
