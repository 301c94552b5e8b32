package io.shrinkage.model;

import io.shrinkage.model.RunRecord.CertificateSummary;
import io.shrinkage.model.RunRecord.Convention;
import io.shrinkage.model.RunRecord.CrossCheckSummary;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.Features;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.ModelSummary;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.RunRecord.Prediction;
import io.shrinkage.model.RunRecord.Stage;
import io.shrinkage.model.RunRecord.Status;
import io.shrinkage.model.RunRecord.TraceEntry;
import io.shrinkage.model.RunRecord.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Collects a {@link RunRecord} while a run goes on, so that a run that is refused half-way can
 * report what it has. Mutable, for one thread.
 */
public final class RunRecordBuilder {
  private final String runId;
  private final String command;
  private final List<Stage> stages = new ArrayList<>();
  private Status status = Status.DONE;
  private String solver;
  private String solverReason;
  private Long seed;
  private Map<String, Object> config = Map.of();
  private Versions versions;
  private Data data;
  private Features features;
  private ModelSummary model;
  private CertificateSummary certificate;
  private Metrics metrics;
  private List<PathEntry> path = List.of();
  private SelectionSummary selection;
  private CrossCheckSummary crosscheck;
  private List<TraceEntry> trace = List.of();
  private Prediction prediction;
  private List<Convention> conventions = List.of();
  private List<WeightPath> pathWeights = List.of();
  private LearningCurveSummary learningCurve;
  private AblationSummary ablation;
  private EarlyStoppingSummary earlyStopping;
  private ComputeSummary compute;
  private CostSummary cost;
  private RetrainSummary retrain;
  private String started;
  private String message;

  RunRecordBuilder(String runId, String command) {
    this.runId = runId;
    this.command = command;
  }

  /** How the run ended; {@code DONE} unless set. */
  public RunRecordBuilder status(Status value) {
    this.status = value;
    return this;
  }

  /** The solver that ran, and why it was picked (null when it was chosen by name). */
  public RunRecordBuilder solver(String value, String reason) {
    this.solver = value;
    this.solverReason = reason;
    return this;
  }

  /** The split's seed. */
  public RunRecordBuilder seed(long value) {
    this.seed = value;
    return this;
  }

  /** The effective configuration. */
  public RunRecordBuilder config(Map<String, Object> value) {
    this.config = value;
    return this;
  }

  /** What ran. */
  public RunRecordBuilder versions(Versions value) {
    this.versions = value;
    return this;
  }

  /** What was read. */
  public RunRecordBuilder data(Data value) {
    this.data = value;
    return this;
  }

  /** The encoded columns. */
  public RunRecordBuilder features(Features value) {
    this.features = value;
    return this;
  }

  /** The fitted model. */
  public RunRecordBuilder model(ModelSummary value) {
    this.model = value;
    return this;
  }

  /** How good the solution is. */
  public RunRecordBuilder certificate(CertificateSummary value) {
    this.certificate = value;
    return this;
  }

  /** Errors and baselines. */
  public RunRecordBuilder metrics(Metrics value) {
    this.metrics = value;
    return this;
  }

  /** The λ path. */
  public RunRecordBuilder path(List<PathEntry> value) {
    this.path = value;
    return this;
  }

  /** How λ was chosen. */
  public RunRecordBuilder selection(SelectionSummary value) {
    this.selection = value;
    return this;
  }

  /** The comparison with MLlib. */
  public RunRecordBuilder crosscheck(CrossCheckSummary value) {
    this.crosscheck = value;
    return this;
  }

  /** Adds a stage that has ended. */
  public RunRecordBuilder addStage(Stage stage) {
    this.stages.add(stage);
    return this;
  }

  /** The final solve, iteration by iteration. */
  public RunRecordBuilder trace(List<TraceEntry> value) {
    this.trace = value;
    return this;
  }

  /** Predicted against actual. */
  public RunRecordBuilder prediction(Prediction value) {
    this.prediction = value;
    return this;
  }

  /** The chosen λ in the words of other libraries. */
  public RunRecordBuilder conventions(List<Convention> value) {
    this.conventions = value;
    return this;
  }

  /** The heaviest columns along the λ path. */
  public RunRecordBuilder pathWeights(List<WeightPath> value) {
    this.pathWeights = value;
    return this;
  }

  /** Test error against the share of the data. */
  public RunRecordBuilder learningCurve(LearningCurveSummary value) {
    this.learningCurve = value;
    return this;
  }

  /** The error without each feature. */
  public RunRecordBuilder ablation(AblationSummary value) {
    this.ablation = value;
    return this;
  }

  /** Errors by iteration. */
  public RunRecordBuilder earlyStopping(EarlyStoppingSummary value) {
    this.earlyStopping = value;
    return this;
  }

  /** What did the arithmetic. */
  public RunRecordBuilder compute(ComputeSummary value) {
    this.compute = value;
    return this;
  }

  /** Planned against actual cost. */
  public RunRecordBuilder cost(CostSummary value) {
    this.cost = value;
    return this;
  }

  /** The contest with the champion. */
  public RunRecordBuilder retrain(RetrainSummary value) {
    this.retrain = value;
    return this;
  }

  /** When the run began, ISO-8601 in UTC. */
  public RunRecordBuilder started(String value) {
    this.started = value;
    return this;
  }

  /** What a person should know about the outcome. */
  public RunRecordBuilder message(String value) {
    this.message = value;
    return this;
  }

  /** The record as it stands; the builder may go on. */
  public RunRecord build() {
    return new RunRecord(
        runId,
        command,
        status,
        solver,
        solverReason,
        seed,
        config,
        versions,
        data,
        features,
        model,
        certificate,
        metrics,
        path,
        selection,
        crosscheck,
        stages,
        trace,
        prediction,
        conventions,
        pathWeights,
        learningCurve,
        ablation,
        earlyStopping,
        compute,
        cost,
        retrain,
        started,
        message);
  }
}
