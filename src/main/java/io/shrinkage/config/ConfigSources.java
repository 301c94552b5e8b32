package io.shrinkage.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a user's settings come from.
 *
 * @param file the configuration file
 * @param sets assignments {@code key=value}, later ones over earlier ones and all over the file
 */
public record ConfigSources(Optional<Path> file, List<String> sets) {

  public ConfigSources {
    sets = List.copyOf(sets);
  }

  /** No file, only assignments. */
  public static ConfigSources of(String... sets) {
    return new ConfigSources(Optional.empty(), List.of(sets));
  }
}
