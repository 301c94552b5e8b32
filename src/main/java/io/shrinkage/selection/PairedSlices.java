package io.shrinkage.selection;

import io.shrinkage.statistics.Mergeable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two models compared on the same ratings, overall and slice by slice, and the second of them with
 * what always predicts the mean. Mutable, for one thread.
 *
 * <p>Cost: that of a {@link PairedComparison} for each slice.
 */
public final class PairedSlices implements Mergeable<PairedSlices>, Serializable {
  private static final long serialVersionUID = 1L;

  private final int groups;
  private final PairedComparison overall;
  private final PairedComparison learned;
  private final TreeMap<String, PairedComparison> slices = new TreeMap<>();

  /** Nothing compared yet. */
  public PairedSlices(int groups) {
    this.groups = groups;
    this.overall = new PairedComparison(groups);
    this.learned = new PairedComparison(groups);
  }

  /** Takes equal ratings of one group of users after the other. */
  public interface Ratings {
    /** Adds some. */
    void add(int group, double rating, long count, double sumWeights);
  }

  /**
   * Sets out for ratings that share slices and predictions.
   *
   * @param mean what the mean predicts
   * @param a what the first model does
   * @param b what the second does
   */
  public Ratings at(Set<String> names, double mean, double a, double b) {
    List<PairedComparison> meant = new ArrayList<>(List.of(overall));
    names.forEach(name -> meant.add(slice(name)));
    return (group, y, n, s) -> {
      learned.add(group, y, mean, b, n, s);
      meant.forEach(comparison -> comparison.add(group, y, a, b, n, s));
    };
  }

  private PairedComparison slice(String name) {
    return slices.computeIfAbsent(name, added -> new PairedComparison(groups));
  }

  @Override
  public PairedSlices merge(PairedSlices later) {
    overall.merge(later.overall);
    learned.merge(later.learned);
    later.slices.forEach((name, comparison) -> slice(name).merge(comparison));
    return this;
  }

  /** Both models on all ratings. */
  public PairedComparison overall() {
    return overall;
  }

  /** The mean and the second model on all ratings. */
  public PairedComparison learned() {
    return learned;
  }

  /** Both models on each slice, by name. */
  public SortedMap<String, PairedComparison> slices() {
    return Collections.unmodifiableSortedMap(slices);
  }
}
