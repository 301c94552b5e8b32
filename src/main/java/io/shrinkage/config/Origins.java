package io.shrinkage.config;

import com.typesafe.config.ConfigOrigin;
import java.util.Optional;

/** Where a value was written, in words for people. */
final class Origins {
  static final String SET = "--set";
  static final String REFERENCE = "reference.conf";

  private Origins() {}

  /** {@code file:line}, {@code --set}, or empty for a default. */
  static Optional<String> describe(ConfigOrigin origin) {
    String description = origin.description();
    if (isSet(origin)) {
      return Optional.of(SET);
    } else if (origin.filename() != null && origin.lineNumber() > 0) {
      return Optional.of(origin.filename() + ":" + origin.lineNumber());
    }
    return isReference(origin) ? Optional.empty() : Optional.of(description);
  }

  static boolean isSet(ConfigOrigin origin) {
    return origin.description().startsWith(SET);
  }

  private static boolean isReference(ConfigOrigin origin) {
    return origin.description().startsWith(REFERENCE);
  }
}
