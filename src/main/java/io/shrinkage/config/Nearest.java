package io.shrinkage.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that a mistyped one may have meant. */
final class Nearest {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private Nearest() {}

  /** The closest of {@code names}, if close enough: a third of the letters may differ. */
  static Optional<String> of(String name, Collection<String> names) {
    return names.stream()
        .filter(known -> DISTANCE.apply(name, known) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparing(known -> DISTANCE.apply(name, known)));
  }

  /** The closest key of the same block; else one of that name elsewhere; else the closest. */
  static Optional<String> key(String key, Collection<String> known) {
    return of(
            last(key),
            known.stream().filter(k -> parent(k).equals(parent(key))).map(Nearest::last).toList())
        .map(name -> parent(key).isEmpty() ? name : parent(key) + "." + name)
        .or(() -> known.stream().filter(k -> last(k).equals(last(key))).findFirst())
        .or(() -> of(key, known));
  }

  private static String parent(String key) {
    return key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
