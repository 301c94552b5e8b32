package io.shrinkage.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a suite by name, in the order in which they were found; mutable. */
final class Figures {
  private static final int DIGITS = 4;

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** A figure; one that was not measured is null. Reals keep four significant digits. */
  Figures put(String name, Double value) {
    values.put(name, value == null || !Double.isFinite(value) ? null : rounded(value));
    return this;
  }

  Figures put(String name, long value) {
    values.put(name, value);
    return this;
  }

  Figures put(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** All repetitions of a figure. */
  Figures put(String name, double[] repetitions) {
    values.put(name, Arrays.stream(repetitions).mapToObj(Figures::rounded).toList());
    return this;
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%." + DIGITS + "g", value));
  }

  /** One line a figure. */
  void print(PrintStream out) {
    values.forEach((name, value) -> out.printf(Locale.ROOT, "%-34s %s%n", name, text(value)));
  }

  private static String text(Object value) {
    if (value == null) {
      return "-";
    }
    return value instanceof List<?> list
        ? String.join("  ", list.stream().map(Object::toString).toList())
        : value.toString();
  }

  /** One line of JSON. */
  String json() {
    try {
      return new ObjectMapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures " + values, e);
    }
  }
}
