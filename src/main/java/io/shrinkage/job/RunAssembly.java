package io.shrinkage.job;

import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.ValueRange;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.linalg.Blas;
import io.shrinkage.model.ComputeSummary;
import io.shrinkage.model.CostSummary;
import io.shrinkage.model.FitTerms;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.RunRecord.CertificateSummary;
import io.shrinkage.model.RunRecord.Convention;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.FeatureValues;
import io.shrinkage.model.RunRecord.Features;
import io.shrinkage.model.RunRecord.Group;
import io.shrinkage.model.RunRecord.ModelSummary;
import io.shrinkage.model.RunRecord.TraceEntry;
import io.shrinkage.objective.LambdaConventions;
import io.shrinkage.selection.CostPlan;
import io.shrinkage.solver.Certificate;
import io.shrinkage.solver.Trace;
import io.shrinkage.spark.EncodedRatings;
import io.shrinkage.spark.RatingsScan;
import io.shrinkage.spark.Records;
import io.shrinkage.statistics.Standardizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts what a run found into the words of its model and its record. */
final class RunAssembly {
  private final ShrinkageConfig config;

  RunAssembly(ShrinkageConfig config) {
    this.config = config;
  }

  /** The model in original units. */
  LinearModel model(FeatureSpace space, FittedRun fitted) {
    return model(
        space,
        fitted.objective().standardizer(),
        fitted.weights(),
        fitted.lambda(),
        fitted.l1Ratio());
  }

  /** The model of standardized weights, in original units. */
  LinearModel model(
      FeatureSpace space,
      Standardizer standardizer,
      double[] weights,
      double lambda,
      double l1Ratio) {
    double[] original = standardizer.toOriginal(weights);
    double[] origins = space.origins();
    double intercept = config.fit().intercept() ? standardizer.intercept(weights) : 0;
    if (config.fit().intercept()) {
      for (int j = 0; j < origins.length; j++) {
        intercept -= origins[j] * original[j];
      }
    }
    Optional<ValueRange> range = config.input().ratings().range();
    return new LinearModel(
        space,
        original,
        weights,
        intercept,
        new FitTerms(
            lambda,
            l1Ratio,
            range.map(ValueRange::lo).orElse(Double.NEGATIVE_INFINITY),
            range.map(ValueRange::hi).orElse(Double.POSITIVE_INFINITY)));
  }

  /** What reading found, before anything is encoded. */
  Data refusedData(RatingsScan scan) {
    return data(scan, Map.of(), null, null, null, null, scan.passes(), null);
  }

  /** What reading and splitting found. */
  Data data(RatingsScan scan, Records records, EncodedRatings ratings, double testShare) {
    Map<String, FeatureValues> values = new LinkedHashMap<>();
    records
        .featureValues()
        .forEach((name, n) -> values.put(name, new FeatureValues(n[0], n[1], n[2])));
    boolean users = config.input().ratings().columns().user().isPresent();
    boolean items = config.input().ratings().columns().item().isPresent();
    return data(
        scan,
        values,
        records.rows(),
        ratings.partitions(),
        users ? (long) records.users() : null,
        items ? (long) records.movies() : null,
        records.passes(),
        testShare);
  }

  private Data data(
      RatingsScan scan,
      Map<String, FeatureValues> values,
      Long compressedRows,
      Integer partitions,
      Long users,
      Long movies,
      long passes,
      Double testShare) {
    String where = config.input().ratings().where();
    return new Data(
        scan.read(),
        scan.accepted(),
        scan.rejected(),
        scan.forgotten(),
        scan.reasons(),
        compressedRows,
        partitions,
        users,
        movies,
        passes,
        testShare,
        where.isBlank() ? null : where,
        values);
  }

  /** The columns of every feature, and how many of them carry weight. */
  Features features(LinearModel model) {
    FeatureSpace space = model.space();
    List<Group> groups = new ArrayList<>();
    for (int feature = 0; feature < space.features(); feature++) {
      int nonZero = model.nonZero(feature);
      groups.add(
          new Group(
              space.group(feature).name(),
              space.group(feature).spec().kind().text(),
              space.columnsOf(feature),
              nonZero,
              nonZero > 0));
    }
    return new Features(space.dimension(), groups);
  }

  ModelSummary summary(LinearModel model) {
    return new ModelSummary(
        model.fit().lambda(),
        model.fit().l1Ratio(),
        model.intercept(),
        model.nonZero(),
        model.hash(),
        model.coefficientsByName());
  }

  CertificateSummary certificate(FittedRun fitted) {
    Certificate certificate = fitted.certificate();
    return new CertificateSummary(
        certificate.dualityGap(),
        certificate.kktViolation(),
        fitted.converged(),
        fitted.solution().stopReason().name().toLowerCase(Locale.ROOT),
        fitted.solution().iterations());
  }

  /** What did the arithmetic, and on how much memory. */
  ComputeSummary compute(FittedRun fitted, EncodedRatings ratings) {
    return new ComputeSummary(
        ratings.blas().map(Blas::text).orElse("none"),
        Runtime.getRuntime().availableProcessors(),
        config.compute().reproducible().name().toLowerCase(Locale.ROOT),
        fitted.statisticsBytes());
  }

  /** What the choice of the solver reckoned with, and what it came to. */
  CostSummary cost(FittedRun fitted, Records records, EncodedRatings ratings) {
    CostPlan plan = fitted.choice().cost();
    CostSummary.Figures counted =
        new CostSummary.Figures(
            records.rows(),
            ratings.space().dimension(),
            plan.buckets(),
            fitted.statisticsBytes(),
            plan.treeDepth(),
            null,
            (long) records.passes());
    return new CostSummary(CostSummary.Figures.of(plan), counted);
  }

  List<TraceEntry> trace(FittedRun fitted) {
    Trace trace = fitted.solution().trace();
    List<TraceEntry> entries = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      entries.add(
          new TraceEntry(
              i,
              trace.losses()[i],
              trace.steps()[i],
              trace.nonZeros()[i],
              trace.kktViolations()[i]));
    }
    return entries;
  }

  /** The chosen penalty in other libraries' parameters; none where the rating does not vary. */
  List<Convention> conventions(FittedRun fitted) {
    Standardizer rows = fitted.objective().standardizer();
    if (rows.ySigma() == 0 || rows.sumWeights() * rows.sumWeights() <= rows.sumSquaredWeights()) {
      return List.of();
    }
    return LambdaConventions.table(
            fitted.lambda(),
            fitted.l1Ratio(),
            rows.ySigma(),
            rows.sumWeights(),
            rows.sumSquaredWeights())
        .stream()
        .map(row -> new Convention(row.library(), row.parameters(), row.note()))
        .toList();
  }
}
