package io.shrinkage.cli;

import io.shrinkage.config.ConfigSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where settings come from. */
final class ConfigOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (HOCON).")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, over the file's; repeatable.")
  private final List<String> sets = new ArrayList<>();

  ConfigSources sources() {
    return new ConfigSources(Optional.ofNullable(file), sets);
  }

  /** With one more assignment, over all others. */
  ConfigSources sources(Optional<String> assignment) {
    List<String> all = new ArrayList<>(sets);
    assignment.ifPresent(all::add);
    return new ConfigSources(Optional.ofNullable(file), all);
  }
}
