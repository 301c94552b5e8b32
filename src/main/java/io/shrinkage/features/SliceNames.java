package io.shrinkage.features;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The slices of a rating, by name: one for each level of a category ({@code genre=Drama}), the ten
 * of a number ({@code year=1990s}), and the rare movies. Immutable.
 */
public final class SliceNames implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String RARE = "rare movies";

  private final List<FeatureSpec> features;
  private final long rare;

  /**
   * The slices of some features.
   *
   * @param rare a movie with fewer training ratings is rare
   */
  public SliceNames(List<FeatureSpec> features, long rare) {
    this.features = List.copyOf(features);
    this.rare = rare;
  }

  /** The features by which slices are cut. */
  public List<FeatureSpec> features() {
    return features;
  }

  /**
   * The slices of a rating.
   *
   * @param row the values of {@link #features}
   * @param trained how many training ratings its movie has
   */
  public Set<String> of(RawRow row, long trained) {
    Set<String> slices = new LinkedHashSet<>();
    for (int i = 0; i < features.size(); i++) {
      FeatureSpec feature = features.get(i);
      if (feature.kind().isCategorical()) {
        for (String level : feature.levels(row.text(i))) {
          slices.add(feature.name() + "=" + level);
        }
      } else if (!Double.isNaN(row.number(i))) {
        long ten = 10 * (long) Math.floor(row.number(i) / 10);
        slices.add(feature.name() + "=" + ten + "s");
      }
    }
    if (trained < rare) {
      slices.add(RARE);
    }
    return slices;
  }
}
