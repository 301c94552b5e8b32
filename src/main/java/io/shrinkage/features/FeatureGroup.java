package io.shrinkage.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * One feature and the columns that the training ratings gave it. Immutable.
 *
 * <p>A numeric feature has one column, named like the feature. A categorical one has a column for
 * each level of enough ratings, sorted by text (UTF-16 code units), then {@code (other)} if there
 * are rare levels, then {@code (missing)} if there are rows without a level and the policy asks for
 * it.
 */
public final class FeatureGroup implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FeatureSpec spec;
  private final String[] levels;
  private final long[] counts;
  private final String[] pooled;
  private final double origin;

  private FeatureGroup(
      FeatureSpec spec, String[] levels, long[] counts, String[] pooled, double origin) {
    this.spec = spec;
    this.levels = levels;
    this.counts = counts;
    this.pooled = pooled;
    this.origin = origin;
  }

  /**
   * A numeric feature.
   *
   * @param spec its specification
   * @param origin what is taken off its values before they are stored, finite
   * @param count the training ratings whose value is given and not zero
   */
  public static FeatureGroup numeric(FeatureSpec spec, double origin, long count) {
    require(!spec.kind().isCategorical(), spec, "is not numeric");
    require(Double.isFinite(origin), spec, "has the origin " + origin);
    require(count >= 0, spec, "has a negative count");
    return new FeatureGroup(spec, new String[] {""}, new long[] {count}, new String[0], origin);
  }

  /**
   * A categorical feature.
   *
   * @param spec its specification
   * @param levels the levels of its columns in their order
   * @param counts the training ratings of each column
   * @param pooled the levels that share the column {@code (other)}, sorted; told apart from unseen
   *     ones only under {@link Unseen#ZERO} and {@link Unseen#REJECT}, otherwise empty
   * @throws IllegalArgumentException if the levels are out of order or the counts do not match
   */
  public static FeatureGroup categorical(
      FeatureSpec spec, List<String> levels, List<Long> counts, List<String> pooled) {
    require(spec.kind().isCategorical(), spec, "is not categorical");
    require(
        levels.size() == counts.size(),
        spec,
        "has " + levels.size() + " levels and " + counts.size() + " counts");
    for (int k = 1; k < levels.size(); k++) {
      require(
          inOrder(levels.get(k - 1), levels.get(k)),
          spec,
          "has the levels '" + levels.get(k - 1) + "' and '" + levels.get(k) + "' out of order");
    }

    require(counts.stream().allMatch(count -> count >= 0), spec, "has a negative count");
    return new FeatureGroup(
        spec,
        levels.toArray(new String[0]),
        counts.stream().mapToLong(Long::longValue).toArray(),
        pooled.stream().sorted().toArray(String[]::new),
        0);
  }

  /** A categorical feature from the counts of its levels. */
  static FeatureGroup categorical(
      FeatureSpec spec, SortedMap<String, Long> kept, long other, long missing, Set<String> rare) {
    List<String> levels = new ArrayList<>(kept.keySet());
    List<Long> counts = new ArrayList<>(kept.values());
    if (other > 0) {
      levels.add(LevelReader.OTHER);
      counts.add(other);
    }

    if (missing > 0 && spec.missing() == Missing.LEVEL) {
      levels.add(LevelReader.MISSING);
      counts.add(missing);
    }

    boolean matters = spec.unseen() != Unseen.OTHER;
    return categorical(spec, levels, counts, matters ? List.copyOf(rare) : List.of());
  }

  private static boolean inOrder(String earlier, String later) {
    int byRank = Integer.compare(rank(earlier), rank(later));
    return byRank < 0 || (byRank == 0 && earlier.compareTo(later) < 0);
  }

  private static int rank(String level) {
    if (level.equals(LevelReader.MISSING)) {
      return 2;
    }

    return level.equals(LevelReader.OTHER) ? 1 : 0;
  }

  private static void require(boolean condition, FeatureSpec spec, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("feature '" + spec.name() + "' " + problem);
    }
  }

  /** The specification. */
  public FeatureSpec spec() {
    return spec;
  }

  /** The feature's name. */
  public String name() {
    return spec.name();
  }

  /** The number of columns. */
  public int columns() {
    return levels.length;
  }

  /** The levels of the columns in their order; a number has one, the empty text. */
  public List<String> levels() {
    return List.of(levels);
  }

  /** The level of a column of this feature, counted from 0; empty for a number. */
  public String level(int column) {
    return levels[column];
  }

  /** The name of a column of this feature, counted from 0. */
  public String columnName(int column) {
    return spec.kind().isCategorical() ? spec.name() + "=" + levels[column] : spec.name();
  }

  /** The training ratings of a column of this feature whose value is not zero. */
  public long count(int column) {
    return counts[column];
  }

  /** The levels known to share the column {@code (other)}, sorted. */
  public List<String> pooled() {
    return List.of(pooled);
  }

  /** Numeric: what is taken off the values before they are stored; otherwise 0. */
  public double origin() {
    return origin;
  }

  /** Numeric: the number that stands in for a missing one; otherwise 0. */
  public double fill() {
    return spec.missing() == Missing.ZERO ? 0 : origin;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureGroup that
        && spec.equals(that.spec)
        && Arrays.equals(levels, that.levels)
        && Arrays.equals(counts, that.counts)
        && Arrays.equals(pooled, that.pooled)
        && Double.doubleToLongBits(origin) == Double.doubleToLongBits(that.origin);
  }

  @Override
  public int hashCode() {
    return 31 * spec.hashCode() + Arrays.hashCode(levels);
  }
}
