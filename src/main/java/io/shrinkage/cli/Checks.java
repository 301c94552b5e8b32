package io.shrinkage.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a type alone does not say of an argument. */
final class Checks {
  private Checks() {}

  static void atLeast(long least, long value, String option, CommandSpec spec) {
    if (value < least) {
      throw new ParameterException(
          spec.commandLine(), option + " = " + value + ": expected at least " + least);
    }
  }
}
