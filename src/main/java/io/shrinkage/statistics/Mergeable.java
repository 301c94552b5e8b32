package io.shrinkage.statistics;

/**
 * A sum over rows, or anything else that adds up in the same way.
 *
 * <p>Merging is associative in exact arithmetic, not in floating point: the order of the merges
 * decides the last bits, so only {@link OrderedMerge} should choose it.
 *
 * @param <T> the type itself
 */
public interface Mergeable<T> {

  /**
   * Folds what was added up over later rows into this.
   *
   * @param later what comes after this in row order; not to be used afterwards
   * @return this
   */
  T merge(T later);
}
