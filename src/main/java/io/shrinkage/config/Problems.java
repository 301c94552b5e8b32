package io.shrinkage.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong, and knows every key that was asked for. Mutable. */
final class Problems {
  private final List<ConfigProblem> found = new ArrayList<>();
  private final Set<String> concerned = new LinkedHashSet<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Map<String, ConfigOrigin> unknown = new LinkedHashMap<>();
  private final Set<String> placeholders = new LinkedHashSet<>();

  /** A value that is wrong. */
  void add(String key, ConfigValue value, String expected) {
    add(key, value, expected, Optional.empty());
  }

  void add(String key, ConfigValue value, String expected, Optional<String> nearest) {
    String shown = Values.show(key, value);
    concerned.add(key);
    // The missing variable has been reported; what follows from it would only distract.
    if (placeholders.stream().noneMatch(shown::contains)) {
      Optional<String> origin = Origins.describe(value.origin());
      found.add(new ConfigProblem(key, Optional.of(shown), expected, origin, nearest));
    }
  }

  /** Something that is missing, or a source that cannot be read. */
  void add(String key, Optional<String> origin, String expected) {
    concerned.add(key);
    found.add(new ConfigProblem(key, Optional.empty(), expected, origin, Optional.empty()));
  }

  /** A substitution without a value, which stands for itself from here on. */
  void unresolved(String name, Optional<String> origin) {
    String variable = "${" + name + "}";
    placeholders.add(variable);
    add(variable, origin, "has no value; give it one: --set " + name + "=VALUE");
  }

  void know(String key) {
    known.add(key);
  }

  void unknown(String key, ConfigOrigin origin) {
    unknown.put(key, origin);
  }

  boolean concern(Collection<String> keys) {
    return keys.stream().anyMatch(concerned::contains);
  }

  /** Ends the collection: throws if anything is wrong. */
  void throwIfAny() {
    unknown.forEach(
        (key, origin) ->
            found.add(
                new ConfigProblem(
                    key,
                    Optional.empty(),
                    "unknown key",
                    Origins.describe(origin),
                    Nearest.key(key, known))));
    unknown.clear();
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
