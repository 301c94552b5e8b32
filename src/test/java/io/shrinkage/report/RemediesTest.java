package io.shrinkage.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.model.AblationSummary;
import io.shrinkage.model.EarlyStoppingSummary;
import io.shrinkage.model.LearningCurveSummary;
import io.shrinkage.model.LearningCurveSummary.Forecast;
import io.shrinkage.model.LearningCurveSummary.Point;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Errors;
import io.shrinkage.model.RunRecord.Metrics;
import io.shrinkage.model.RunRecord.ModelSummary;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.RunRecordBuilder;
import io.shrinkage.model.SelectionSummary;
import io.shrinkage.report.Remedy.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemediesTest {
  private static RunRecordBuilder bare() {
    return RunRecord.builder("r", "train").model(new ModelSummary(0.1, 1.0, 3, 2, "", Map.of()));
  }

  private static LearningCurveSummary curve(Forecast forecast, String reason) {
    return new LearningCurveSummary(
        3,
        List.of(
            new Point(0.5, 50L, 0.1, 0.7, 1.0, 0.98, 1.02, 3.0),
            new Point(1, 100L, 0.1, 0.8, 0.9, 0.88, 0.92, 4.0)),
        forecast,
        reason,
        null);
  }

  @Test
  void remedyThatWasNotMeasuredSaysWhy() {
    RunRecord run = bare().build();
    assertThat(MoreData.of(run).verdict()).isEqualTo(Verdict.NOT_MEASURED);
    assertThat(MoreData.of(run).reading()).isEqualTo("This run measured no learning curve.");
    assertThat(SimplerModel.of(run).reading()).isEqualTo("There is no model.");
    assertThat(PenaltyRemedy.of(run).reading()).contains("was not measured");
    assertThat(CrossValidationRemedy.of(run).reading()).startsWith("λ was given;");
    assertThat(EarlyStoppingRemedy.of(run).reading()).startsWith("No validation error");
    assertThat(Remedies.of(RunRecord.builder("r", "train").build())).isNull();
  }

  @Test
  void learningCurveNeedsTestRowsAndSaysSo() {
    Metrics none = new Metrics(new Errors(1.0, 1.0, 0.0, 9), null, null, null, null);
    assertThat(MoreData.of(bare().metrics(none).build()).reading()).contains("split.test-share");
  }

  @Test
  void moreDataPaysWhereTheWholeIntervalLiesBelowTodaysError() {
    Remedy sure = MoreData.of(bare().learningCurve(curve(forecast(0.85, 0.89), null)).build());
    Remedy unsure = MoreData.of(bare().learningCurve(curve(forecast(0.85, 0.91), null)).build());
    Remedy flat = MoreData.of(bare().learningCurve(curve(forecast(0.8999, 0.8999), null)).build());
    assertThat(sure.verdict()).isEqualTo(Verdict.PAYS);
    assertThat(sure.figure())
        .isEqualTo("0.9000 now, 0.8500 forecast at 2\u00a0× the data (−5.6\u00a0%)");
    assertThat(unsure.verdict()).isEqualTo(Verdict.LITTLE);
    assertThat(unsure.reading()).contains("not certain");
    assertThat(flat.reading()).contains("The curve is flat");
  }

  private static Forecast forecast(double mse, double high) {
    return new Forecast(2, 200L, mse, mse, high);
  }

  @Test
  void withoutAForecastTheSecondHalfOfTheDataSpeaks() {
    Remedy remedy = MoreData.of(bare().learningCurve(curve(null, "too few points")).build());
    assertThat(remedy.verdict()).isEqualTo(Verdict.PAYS);
    assertThat(remedy.figure()).contains("1.0000 with 50.0\u00a0% of the data").contains("−10.0");
    assertThat(remedy.reading()).isEqualTo("Too few points.");
  }

  @Test
  void featureIsNeededBeyondTwoStandardErrors() {
    assertThat(SimplerModel.helps(new AblationSummary.Without("a", 1, 1.0, 0.021, 0.01))).isTrue();
    assertThat(SimplerModel.helps(new AblationSummary.Without("a", 1, 1.0, 0.019, 0.01))).isFalse();
    assertThat(SimplerModel.helps(new AblationSummary.Without("a", 1, 1.0, 0.1, null))).isTrue();
    assertThat(SimplerModel.helps(new AblationSummary.Without("a", 1, null, null, null))).isFalse();
  }

  @Test
  void penaltyIsComparedWithTheWeakestOfThePathWhereThereIsNoUnregularizedFit() {
    List<PathEntry> path =
        List.of(
            new PathEntry(0.1, 2, 0.9, 0.95, 0.01, null, null),
            new PathEntry(0.01, 9, 0.5, 1.0, 0.01, null, null));
    Remedy remedy = PenaltyRemedy.of(bare().path(path).build());
    assertThat(remedy.verdict()).isEqualTo(Verdict.PAYS);
    assertThat(remedy.figure())
        .isEqualTo("0.9500 with it, 1.0000 at the smallest λ tried (−5.0\u00a0%)");
  }

  @Test
  void choiceAtTheEdgeIsToldFirst() {
    SelectionSummary edge =
        new SelectionSummary("cv-min", 0.1, 0.1, 1.0, 5, "smallest", null, List.of(), null);
    RunRecord run =
        bare()
            .path(List.of(new PathEntry(0.1, 2, 0.9, 0.95, 0.01, null, null)))
            .selection(edge)
            .build();
    Remedy remedy = CrossValidationRemedy.of(run);
    assertThat(remedy.verdict()).isEqualTo(Verdict.CARE);
    assertThat(remedy.reading()).startsWith("The chosen λ is the smallest of the grid");
    assertThat(Page.of(run, List.of()).get("warning"))
        .isEqualTo(
            "The chosen λ is the smallest of the grid: the best may lie beyond it, so move"
                + " select.lambda-min-ratio.");
  }

  @Test
  void stoppingPaysWhereTheErrorRisesAfterTheBest() {
    assertThat(EarlyStoppingRemedy.of(stopped(1, 0.9, 0.95)).verdict()).isEqualTo(Verdict.PAYS);
    assertThat(EarlyStoppingRemedy.of(stopped(1, 0.9, 0.9001)).verdict()).isEqualTo(Verdict.LITTLE);
    assertThat(EarlyStoppingRemedy.of(stopped(2, 0.95, 0.9)).reading()).contains("still at its");
  }

  private static RunRecord stopped(int best, double second, double last) {
    return bare()
        .earlyStopping(
            new EarlyStoppingSummary(
                false,
                5,
                0.0,
                best,
                3,
                List.of(
                    new EarlyStoppingSummary.Point(0, 1.0, 1.0),
                    new EarlyStoppingSummary.Point(1, 0.9, second),
                    new EarlyStoppingSummary.Point(2, 0.8, last))))
        .build();
  }
}
