package io.shrinkage.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The configuration is wrong: the message lists every problem, one a line. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  ConfigException(List<ConfigProblem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** A problem that shows only when the input is opened: a query that does not parse, say. */
  public static ConfigException of(String key, String value, String expected) {
    Optional<String> given = value.isEmpty() ? Optional.empty() : Optional.of(value);
    return new ConfigException(
        List.of(new ConfigProblem(key, given, expected, Optional.empty(), Optional.empty())));
  }

  /** What is wrong, in the order in which it was found. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String message(List<ConfigProblem> problems) {
    if (problems.size() == 1) {
      return "configuration: " + problems.get(0);
    }
    return problems.stream()
        .map(problem -> "  " + problem)
        .collect(Collectors.joining("\n", "configuration: " + problems.size() + " problems\n", ""));
  }
}
