package io.shrinkage.report;

import io.shrinkage.model.RetrainSummary;
import io.shrinkage.model.RetrainSummary.Comparison;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Status;
import java.util.List;

/** A retraining on three days, one of them corrected, that was kept out or promoted. */
final class SampleRetrain {
  static final String REASON = "test MSE 0.6744 against the champion's 0.6731: not better";

  private SampleRetrain() {}

  /** The run; its figures are those of {@link SampleRun}. */
  static RunRecord run(boolean promoted) {
    return run(
        new RetrainSummary(
            "2024-01-03",
            "f00d",
            promoted,
            REASON,
            "20260313-101502-aaaa",
            "20260314-101502-3f9a",
            -0.0016,
            comparison("", 4061, 0.6731, 0.6744),
            List.of(
                comparison("genre=Drama", 1500, 0.7, 0.69),
                comparison("year=1990s", 700, 0.6, 0.61)),
            List.of("2024-01-02", "2024-01-03"),
            List.of("2024-01-01"),
            List.of("2024-01-02"),
            false));
  }

  /** The first run of a directory, which had nobody to beat. */
  static RunRecord first() {
    return run(
        new RetrainSummary(
            "2024-01-01",
            "f00d",
            true,
            "there was no champion yet",
            null,
            "20260314-101502-3f9a",
            null,
            null,
            List.of(),
            List.of("2024-01-01"),
            List.of(),
            List.of(),
            false));
  }

  private static Comparison comparison(String slice, long n, double champion, double challenger) {
    return new Comparison(slice, n, champion, challenger, champion - challenger, 0.0002);
  }

  static RunRecord run(RetrainSummary retrain) {
    RunRecord sample = SampleRun.run();
    return RunRecord.builder(sample.runId(), "retrain")
        .status(retrain.promoted() ? Status.DONE : Status.KEPT_OUT)
        .message((retrain.promoted() ? "promoted: " : "kept out: ") + retrain.reason())
        .data(sample.data())
        .features(sample.features())
        .model(sample.model())
        .metrics(sample.metrics())
        .retrain(retrain)
        .build();
  }
}
