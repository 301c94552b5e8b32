package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.CertificateSummary;
import io.shrinkage.model.RunRecord.Convention;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.FeatureValues;
import io.shrinkage.model.RunRecord.Features;
import io.shrinkage.model.RunRecord.Group;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.ModelSummary;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.PredictionBin;
import io.shrinkage.model.RunRecord.Reached;
import io.shrinkage.model.RunRecord.ResidualBin;
import io.shrinkage.model.RunRecord.Selection;
import io.shrinkage.model.RunRecord.Stage;
import io.shrinkage.model.RunRecord.Status;
import io.shrinkage.model.RunRecord.TraceEntry;
import io.shrinkage.model.RunRecord.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * {@code run.json}, written and read.
 *
 * <p>Every key is always present; one that does not apply is null. A real that is not finite is
 * written as null, for JSON has no word for it. Reading tolerates keys that it does not know and,
 * as null, keys that are absent, so that a report can be rebuilt from an older or newer run.
 */
public final class RunJson {
  private RunJson() {}

  /** Writes {@code run} as UTF-8; the stream stays open. */
  public static void write(RunRecord run, OutputStream out) throws IOException {
    JsonFile.write(tree(run), out);
  }

  /**
   * Reads a run; the stream stays open.
   *
   * @throws io.shrinkage.features.DataException if it is not a run's record: the message names the
   *     key
   */
  public static RunRecord read(InputStream in) throws IOException {
    return record(JsonFile.read(in, "run.json"));
  }

  private static ObjectNode tree(RunRecord run) {
    ObjectNode root = JsonFile.object();
    root.put("run_id", run.runId());
    root.put("command", run.command());
    root.put("status", run.status().key());
    root.put("solver", run.solver());
    root.put("seed", run.seed());
    PlainJson.put(root, "config", run.config());
    object(root, "versions", run.versions(), RunJson::versions);
    object(root, "data", run.data(), RunJson::data);
    object(root, "features", run.features(), RunJson::features);
    object(root, "model", run.model(), RunJson::model);
    object(root, "certificate", run.certificate(), RunJson::certificate);
    object(root, "metrics", run.metrics(), RunJson::metrics);
    list(root, "path", run.path(), RunJson::pathEntry);
    object(root, "selection", run.selection(), RunJson::selection);
    object(root, "crosscheck", run.crosscheck(), RunJson::crosscheck);
    list(root, "stages", run.stages(), RunJson::stage);
    list(root, "trace", run.trace(), RunJson::traceEntry);
    object(root, "prediction", run.prediction(), RunJson::prediction);
    list(root, "conventions", run.conventions(), RunJson::convention);
    root.put("solver_reason", run.solverReason());
    root.put("started", run.started());
    root.put("message", run.message());
    return root;
  }

  private static RunRecord record(JsonPart root) {
    return new RunRecord(
        root.text("run_id"),
        root.text("command"),
        status(root),
        root.textOrNull("solver"),
        root.textOrNull("solver_reason"),
        root.wholeOrNull("seed"),
        root.plain("config"),
        root.partOrNull("versions", RunJson::versions),
        root.partOrNull("data", RunJson::data),
        root.partOrNull("features", RunJson::features),
        root.partOrNull("model", RunJson::model),
        root.partOrNull("certificate", RunJson::certificate),
        root.partOrNull("metrics", RunJson::metrics),
        root.parts("path", RunJson::pathEntry),
        root.partOrNull("selection", RunJson::selection),
        root.partOrNull("crosscheck", RunJson::crosscheck),
        root.parts("stages", RunJson::stage),
        root.parts("trace", RunJson::traceEntry),
        root.partOrNull("prediction", RunJson::prediction),
        root.parts("conventions", RunJson::convention),
        root.textOrNull("started"),
        root.textOrNull("message"));
  }

  private static Status status(JsonPart root) {
    String key = root.text("status");
    for (Status status : Status.values()) {
      if (status.key().equals(key)) {
        return status;
      }
    }
    throw root.wrong(
        "status", "done, not_converged, crosscheck_disagrees, kept_out or refused", key);
  }

  private static void versions(ObjectNode node, Versions versions) {
    node.put("java", versions.java());
    node.put("spark", versions.spark());
    node.put("shrinkage", versions.shrinkage());
  }

  private static Versions versions(JsonPart part) {
    return new Versions(
        part.textOrNull("java"), part.textOrNull("spark"), part.textOrNull("shrinkage"));
  }

  private static void data(ObjectNode node, Data data) {
    node.put("read", data.read());
    node.put("accepted", data.accepted());
    node.put("quarantined", data.quarantined());
    PlainJson.put(node, "reasons", data.reasons());
    node.put("compressed_rows", data.compressedRows());
    node.put("partitions", data.partitions());
    node.put("users", data.users());
    node.put("movies", data.movies());
    node.put("passes", data.passes());
    real(node, "test_share", data.testShare());
    node.put("where", data.where());
    ObjectNode values = node.putObject("feature_values");
    data.featureValues().forEach((name, counts) -> featureValues(values.putObject(name), counts));
  }

  private static Data data(JsonPart part) {
    return new Data(
        part.wholeOrNull("read"),
        part.wholeOrNull("accepted"),
        part.wholeOrNull("quarantined"),
        part.wholeMap("reasons"),
        part.wholeOrNull("compressed_rows"),
        part.integerOrNull("partitions"),
        part.wholeOrNull("users"),
        part.wholeOrNull("movies"),
        part.wholeOrNull("passes"),
        part.realOrNull("test_share"),
        part.textOrNull("where"),
        part.partMap("feature_values", (map, name) -> featureValues(map.part(name))));
  }

  private static void featureValues(ObjectNode node, FeatureValues values) {
    node.put("missing", values.missing());
    node.put("unreadable", values.unreadable());
    node.put("out_of_range", values.outOfRange());
  }

  private static FeatureValues featureValues(JsonPart part) {
    return new FeatureValues(
        part.whole("missing"), part.whole("unreadable"), part.whole("out_of_range"));
  }

  private static void features(ObjectNode node, Features features) {
    node.put("columns", features.columns());
    list(node, "groups", features.groups(), RunJson::group);
  }

  private static Features features(JsonPart part) {
    return new Features(part.integer("columns"), part.parts("groups", RunJson::group));
  }

  private static void group(ObjectNode node, Group group) {
    node.put("name", group.name());
    node.put("kind", group.kind());
    node.put("columns", group.columns());
    node.put("nonzero", group.nonzero());
    node.put("kept", group.kept());
  }

  private static Group group(JsonPart part) {
    return new Group(
        part.text("name"),
        part.text("kind"),
        part.integer("columns"),
        part.integer("nonzero"),
        part.flag("kept"));
  }

  private static void model(ObjectNode node, ModelSummary model) {
    real(node, "lambda", model.lambda());
    real(node, "l1_ratio", model.l1Ratio());
    real(node, "intercept", model.intercept());
    node.put("nonzero", model.nonzero());
    node.put("hash", model.hash());
    PlainJson.put(node, "coefficients", model.coefficients());
  }

  private static ModelSummary model(JsonPart part) {
    return new ModelSummary(
        part.realOrNull("lambda"),
        part.realOrNull("l1_ratio"),
        part.real("intercept"),
        part.integer("nonzero"),
        part.textOrNull("hash"),
        part.realMap("coefficients"));
  }

  private static void certificate(ObjectNode node, CertificateSummary certificate) {
    real(node, "duality_gap", certificate.dualityGap());
    real(node, "kkt_violation", certificate.kktViolation());
    node.put("converged", certificate.converged());
    node.put("stop_reason", certificate.stopReason());
    node.put("iterations", certificate.iterations());
  }

  private static CertificateSummary certificate(JsonPart part) {
    return new CertificateSummary(
        part.realOrNull("duality_gap"),
        part.realOrNull("kkt_violation"),
        part.flag("converged"),
        part.textOrNull("stop_reason"),
        part.integer("iterations"));
  }

  private static void metrics(ObjectNode node, Metrics metrics) {
    object(node, "train", metrics.train(), RunJson::errors);
    object(node, "test", metrics.test(), RunJson::errors);
    object(node, "baseline_mean", metrics.baselineMean(), RunJson::errors);
    object(node, "baseline_item_mean", metrics.baselineItemMean(), RunJson::errors);
    object(node, "unregularized", metrics.unregularized(), RunJson::errors);
  }

  private static Metrics metrics(JsonPart part) {
    return new Metrics(
        part.partOrNull("train", RunJson::errors),
        part.partOrNull("test", RunJson::errors),
        part.partOrNull("baseline_mean", RunJson::errors),
        part.partOrNull("baseline_item_mean", RunJson::errors),
        part.partOrNull("unregularized", RunJson::errors));
  }

  private static void errors(ObjectNode node, Errors errors) {
    real(node, "rmse", errors.rmse());
    real(node, "mae", errors.mae());
    real(node, "r2", errors.r2());
    node.put("n", errors.n());
  }

  private static Errors errors(JsonPart part) {
    return new Errors(
        part.realOrNull("rmse"), part.realOrNull("mae"), part.realOrNull("r2"), part.whole("n"));
  }

  private static void pathEntry(ObjectNode node, PathEntry entry) {
    real(node, "lambda", entry.lambda());
    node.put("nonzero", entry.nonzero());
    real(node, "train_mse", entry.trainMse());
    real(node, "cv_mse", entry.cvMse());
    real(node, "cv_se", entry.cvSe());
    real(node, "validation_mse", entry.validationMse());
  }

  private static PathEntry pathEntry(JsonPart part) {
    return new PathEntry(
        part.real("lambda"),
        part.integer("nonzero"),
        part.realOrNull("train_mse"),
        part.realOrNull("cv_mse"),
        part.realOrNull("cv_se"),
        part.realOrNull("validation_mse"));
  }

  private static void selection(ObjectNode node, Selection selection) {
    node.put("rule", selection.rule());
    real(node, "lambda_min", selection.lambdaMin());
    real(node, "lambda_1se", selection.lambda1se());
  }

  private static Selection selection(JsonPart part) {
    return new Selection(
        part.textOrNull("rule"), part.realOrNull("lambda_min"), part.realOrNull("lambda_1se"));
  }

  private static void crosscheck(ObjectNode node, CrossCheckSummary check) {
    node.put("solver", check.solver());
    real(node, "reg_param", check.regParam());
    real(node, "elastic_net_param", check.elasticNetParam());
    real(node, "max_abs_coefficient_difference", check.maxAbsCoefficientDifference());
    real(node, "objective_relative_difference", check.objectiveRelativeDifference());
    node.put("agrees", check.agrees());
    node.put("reason", check.reason());
    real(node, "objective_tolerance", check.objectiveTolerance());
    real(node, "coefficient_tolerance", check.coefficientTolerance());
    real(node, "max_abs_fitted_difference", check.maxAbsFittedDifference());
    object(node, "ours", check.ours(), RunJson::reached);
    object(node, "mllib", check.mllib(), RunJson::reached);
  }

  private static CrossCheckSummary crosscheck(JsonPart part) {
    return new CrossCheckSummary(
        part.textOrNull("solver"),
        part.realOrNull("reg_param"),
        part.realOrNull("elastic_net_param"),
        part.realOrNull("max_abs_coefficient_difference"),
        part.realOrNull("objective_relative_difference"),
        part.flagOrNull("agrees"),
        part.textOrNull("reason"),
        part.realOrNull("objective_tolerance"),
        part.realOrNull("coefficient_tolerance"),
        part.realOrNull("max_abs_fitted_difference"),
        part.partOrNull("ours", RunJson::reached),
        part.partOrNull("mllib", RunJson::reached));
  }

  private static void reached(ObjectNode node, Reached reached) {
    real(node, "objective", reached.objective());
    real(node, "kkt_violation", reached.kktViolation());
    real(node, "r2", reached.r2());
  }

  private static Reached reached(JsonPart part) {
    return new Reached(
        part.realOrNull("objective"), part.realOrNull("kkt_violation"), part.realOrNull("r2"));
  }

  private static void stage(ObjectNode node, Stage stage) {
    node.put("name", stage.name());
    real(node, "seconds", stage.seconds());
    node.put("rows", stage.rows());
  }

  private static Stage stage(JsonPart part) {
    return new Stage(part.text("name"), part.real("seconds"), part.wholeOrNull("rows"));
  }

  private static void traceEntry(ObjectNode node, TraceEntry entry) {
    node.put("iteration", entry.iteration());
    real(node, "loss", entry.loss());
    real(node, "step", entry.step());
    node.put("nonzero", entry.nonzero());
    real(node, "kkt", entry.kkt());
  }

  private static TraceEntry traceEntry(JsonPart part) {
    return new TraceEntry(
        part.integer("iteration"),
        part.realOrNull("loss"),
        part.realOrNull("step"),
        part.integer("nonzero"),
        part.realOrNull("kkt"));
  }

  private static void prediction(ObjectNode node, Prediction prediction) {
    node.put("rows", prediction.rows());
    list(node, "bins", prediction.bins(), RunJson::predictionBin);
    list(node, "deciles", prediction.deciles(), RunJson::predictionBin);
    list(node, "residuals", prediction.residuals(), RunJson::residualBin);
  }

  private static Prediction prediction(JsonPart part) {
    return new Prediction(
        part.text("rows"),
        part.parts("bins", RunJson::predictionBin),
        part.parts("deciles", RunJson::predictionBin),
        part.parts("residuals", RunJson::residualBin));
  }

  private static void predictionBin(ObjectNode node, PredictionBin bin) {
    real(node, "from", bin.from());
    real(node, "to", bin.to());
    node.put("count", bin.count());
    real(node, "mean_predicted", bin.meanPredicted());
    real(node, "mean_actual", bin.meanActual());
  }

  private static PredictionBin predictionBin(JsonPart part) {
    return new PredictionBin(
        part.real("from"),
        part.real("to"),
        part.whole("count"),
        part.real("mean_predicted"),
        part.real("mean_actual"));
  }

  private static void residualBin(ObjectNode node, ResidualBin bin) {
    real(node, "from", bin.from());
    real(node, "to", bin.to());
    node.put("count", bin.count());
  }

  private static ResidualBin residualBin(JsonPart part) {
    return new ResidualBin(part.real("from"), part.real("to"), part.whole("count"));
  }

  private static void convention(ObjectNode node, Convention convention) {
    node.put("library", convention.library());
    PlainJson.put(node, "parameters", convention.parameters());
    node.put("note", convention.note());
  }

  private static Convention convention(JsonPart part) {
    return new Convention(
        part.text("library"), part.realMap("parameters"), part.textOrNull("note"));
  }

  private static void real(ObjectNode node, String key, Double value) {
    if (value == null || !Double.isFinite(value)) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }

  private static <T> void object(
      ObjectNode parent, String key, T value, BiConsumer<ObjectNode, T> writer) {
    if (value == null) {
      parent.putNull(key);
    } else {
      writer.accept(parent.putObject(key), value);
    }
  }

  private static <T> void list(
      ObjectNode parent, String key, List<T> values, BiConsumer<ObjectNode, T> writer) {
    ArrayNode array = parent.putArray(key);
    for (T value : values) {
      writer.accept(array.addObject(), value);
    }
  }
}
