package io.shrinkage.cli;

import picocli.CommandLine.Option;

/** Every command has it. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
