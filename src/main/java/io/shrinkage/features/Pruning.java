package io.shrinkage.features;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which columns of a feature a model can do without: those of weight 0 whose rows, once the column
 * is gone, are encoded as nothing.
 *
 * <p>A row of a column that is gone has an unknown level. Where unknown levels share {@code
 * (other)} and that carries weight, a level of weight 0 therefore keeps its column; and where they
 * are refused, its name stays among the pooled ones, which then stand for nothing at all.
 */
public final class Pruning {
  private Pruning() {}

  /**
   * The columns that stay, counted from 0 within the feature, ascending; none if no column carries
   * weight.
   *
   * @param group the feature
   * @param weighs whether a column of it, counted from 0, carries weight
   */
  public static int[] columns(FeatureGroup group, IntPredicate weighs) {
    int[] heavy = IntStream.range(0, group.columns()).filter(weighs).toArray();
    if (heavy.length == 0 || !group.spec().kind().isCategorical()) {
      return heavy;
    }
    boolean drawnIn =
        group.spec().unseen() != Unseen.ZERO
            && IntStream.of(heavy).anyMatch(k -> group.level(k).equals(LevelReader.OTHER));
    // A missing level is never looked up as unknown, so that its column may go all the same.
    return drawnIn
        ? IntStream.range(0, group.columns())
            .filter(k -> weighs.test(k) || !group.level(k).equals(LevelReader.MISSING))
            .toArray()
        : heavy;
  }

  /**
   * The feature with these columns alone.
   *
   * @param columns as {@link #columns} gives them, not empty
   */
  public static FeatureGroup group(FeatureGroup group, int[] columns) {
    if (!group.spec().kind().isCategorical()) {
      return group;
    }
    List<String> levels = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int k : columns) {
      levels.add(group.level(k));
      counts.add(group.count(k));
    }
    return FeatureGroup.categorical(group.spec(), levels, counts, known(group, levels));
  }

  private static List<String> known(FeatureGroup group, List<String> kept) {
    if (group.spec().unseen() != Unseen.REJECT) {
      return kept.contains(LevelReader.OTHER) ? group.pooled() : List.of();
    }
    List<String> known = new ArrayList<>(group.pooled());
    for (String level : group.levels()) {
      if (!kept.contains(level) && !level.equals(LevelReader.MISSING)) {
        known.add(level);
      }
    }
    return known;
  }
}
