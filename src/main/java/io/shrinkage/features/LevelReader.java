package io.shrinkage.features;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;

/** Takes a categorical value apart into its levels. */
final class LevelReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The level that rare levels share; a level that is so called in the data joins it. */
  static final String OTHER = "(other)";

  /** The level of rows without one; a level that is so called in the data counts as missing. */
  static final String MISSING = "(missing)";

  private final String separator;

  LevelReader(FeatureSpec spec) {
    this.separator = spec.separator();
  }

  /** The distinct levels in order of appearance; none if the value is missing. */
  List<String> levels(String text) {
    LinkedHashSet<String> levels = new LinkedHashSet<>();
    if (separator.isEmpty()) {
      levels.add(text.strip());
    } else {
      int from = 0;
      for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
        levels.add(text.substring(from, at).strip());
        from = at + separator.length();
      }

      levels.add(text.substring(from).strip());
    }

    levels.remove("");
    levels.remove(MISSING);
    return List.copyOf(levels);
  }
}
