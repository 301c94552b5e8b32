package io.shrinkage.config;

import java.util.Optional;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the full key, or the source where no key is concerned
 * @param value as the user wrote it, secrets redacted; empty where no value is concerned
 * @param expected what is wrong and what would be right
 * @param origin {@code file:line} or {@code --set}; empty for what nobody set
 * @param nearest the known key or value that the user may have meant
 */
public record ConfigProblem(
    String key,
    Optional<String> value,
    String expected,
    Optional<String> origin,
    Optional<String> nearest) {

  @Override
  public String toString() {
    return key
        + value.map(text -> " = " + text).orElse("")
        + origin.map(place -> " (" + place + ")").orElse("")
        + ": "
        + expected
        + nearest.map(name -> "; did you mean " + name + "?").orElse("");
  }
}
