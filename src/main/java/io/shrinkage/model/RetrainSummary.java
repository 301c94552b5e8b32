package io.shrinkage.model;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a challenger fared, and which days were read for it.
 *
 * @param date the last day
 * @param inputs a fingerprint of settings, days and movies: runs of the same one have the same
 *     model
 * @param promoted whether the run became the champion
 * @param reason why, or why not, in words
 * @param champion the run that was the champion; null if there was none
 * @param challenger this run
 * @param margin by how much the challenger's test MSE is lower, less what was asked for; null
 *     without a champion
 * @param comparison on all test rows; null without a champion
 * @param slices the same for each slice
 * @param scanned days that were read
 * @param reused days whose tables the store held
 * @param replaced days that were read again, since they had changed
 * @param forced whether it was promoted because that was asked for
 * @param warmStartedFrom the run from whose model the fit started, so that the model's last bits
 *     are not promised; null if it started from nothing
 * @param drift of the coefficients from the champion's; null without a champion
 */
public record RetrainSummary(
    String date,
    String inputs,
    boolean promoted,
    String reason,
    String champion,
    String challenger,
    Double margin,
    Comparison comparison,
    List<Comparison> slices,
    List<String> scanned,
    List<String> reused,
    List<String> replaced,
    boolean forced,
    String warmStartedFrom,
    CoefficientDrift drift) {

  /** Takes copies. */
  public RetrainSummary {
    slices = List.copyOf(slices);
    scanned = List.copyOf(scanned);
    reused = List.copyOf(reused);
    replaced = List.copyOf(replaced);
  }

  /** All days that the model is made of, in order. */
  public List<LocalDate> days() {
    return Stream.concat(scanned.stream(), reused.stream()).map(LocalDate::parse).sorted().toList();
  }

  /**
   * Both models on the same test rows.
   *
   * @param slice which rows; empty for all of them
   * @param n how many ratings
   * @param championMse in squared rating units, as are the next three
   * @param gain the champion's less the challenger's
   * @param standardError of the gain, over groups of users; null with fewer than two
   */
  public record Comparison(
      String slice,
      long n,
      double championMse,
      double challengerMse,
      double gain,
      Double standardError) {}
}
