package io.shrinkage.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;

/** Turns values of the configuration into plain ones, or says what was expected. */
final class Values {
  static final String AUTO = "auto";

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
  private static final int LONGEST_SHOWN = 120;

  private Values() {}

  /** Says what was expected in the place of a value. */
  static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> nearest;

    Unexpected(String expected) {
      this(expected, Optional.empty());
    }

    Unexpected(String expected, Optional<String> nearest) {
      super(expected);
      this.nearest = nearest;
    }

    Optional<String> nearest() {
      return nearest;
    }
  }

  /** Numbers that are allowed, and the words for them. */
  record Bounds(String words, DoublePredicate inside) {
    static final Bounds SHARE = new Bounds("a number from 0 to 1", x -> x >= 0 && x <= 1);
    static final Bounds PART = new Bounds("a number from 0 to less than 1", x -> x >= 0 && x < 1);
    static final Bounds FRACTION =
        new Bounds("a number between 0 and 1, both excluded", x -> x > 0 && x < 1);
    static final Bounds SHARE_ABOVE_ZERO =
        new Bounds("a number above 0, at most 1", x -> x > 0 && x <= 1);
    static final Bounds CONFIDENCE =
        new Bounds("a number from 0.5 to less than 1", x -> x >= 0.5 && x < 1);
    static final Bounds POSITIVE = new Bounds("a number above 0", x -> x > 0);
    static final Bounds NOT_POSITIVE = new Bounds("a number of at most 0", x -> x <= 0);
    static final Bounds NOT_NEGATIVE = new Bounds("a number of at least 0", x -> x >= 0);
  }

  static String text(ConfigValue value) {
    return switch (value.valueType()) {
      // The text of a number as it was written, not as it would be printed.
      case STRING, NUMBER, BOOLEAN -> value.atKey("v").getString("v");
      case NULL, LIST, OBJECT -> throw new Unexpected("expected text");
    };
  }

  static String nonEmptyText(ConfigValue value) {
    String text = text(value);
    if (text.isBlank()) {
      throw new Unexpected("expected text that is not empty");
    }
    return text;
  }

  static String separator(ConfigValue value) {
    String text = text(value);
    if (text.isEmpty()) {
      throw new Unexpected("expected the text between two levels, such as \"|\"");
    }
    return text;
  }

  static Optional<String> optionalText(ConfigValue value) {
    return Optional.of(text(value)).filter(text -> !text.isEmpty());
  }

  static boolean flag(ConfigValue value) {
    boolean scalar =
        value.valueType() == ConfigValueType.BOOLEAN || value.valueType() == ConfigValueType.STRING;
    if (scalar) {
      switch (text(value)) {
        case "true", "yes", "on" -> {
          return true;
        }
        case "false", "no", "off" -> {
          return false;
        }
        default -> {}
      }
    }
    throw new Unexpected("expected true or false");
  }

  static double number(ConfigValue value, Bounds bounds) {
    String expected = "expected " + bounds.words();
    BigDecimal exact = decimal(value, expected);
    double number = exact.doubleValue();
    if (!Double.isFinite(number) || !bounds.inside().test(number)) {
      throw new Unexpected(expected);
    }
    return number;
  }

  static long whole(ConfigValue value, long lo, long hi) {
    String expected = "expected " + wholeWords(lo, hi);
    try {
      long whole = decimal(value, expected).longValueExact();
      if (whole >= lo && whole <= hi) {
        return whole;
      }
    } catch (ArithmeticException e) {
      // Not whole, or beyond 64 bits: falls through to the same complaint.
    }
    throw new Unexpected(expected);
  }

  static <E extends Enum<E>> E choice(
      ConfigValue value, Class<E> type, Map<String, String> notBuilt) {
    Map<String, E> choices = new TreeMap<>();
    for (E constant : type.getEnumConstants()) {
      choices.put(PlainForm.name(constant), constant);
    }
    String text = text(value);
    if (notBuilt.containsKey(text)) {
      throw new Unexpected("is not built yet; use " + notBuilt.get(text));
    } else if (!choices.containsKey(text)) {
      throw new Unexpected(
          "expected " + either(choices.keySet().stream().toList()),
          Nearest.of(text, choices.keySet()));
    }
    return choices.get(text);
  }

  static Optional<ValueRange> range(ConfigValue value) {
    String expected = "expected [lowest, highest], or [] for any finite number";
    if (!(value instanceof ConfigList list) || (list.size() != 2 && !list.isEmpty())) {
      throw new Unexpected(expected);
    } else if (list.isEmpty()) {
      return Optional.empty();
    }
    double lo = decimal(list.get(0), expected).doubleValue();
    double hi = decimal(list.get(1), expected).doubleValue();
    if (!Double.isFinite(lo) || !Double.isFinite(hi) || lo >= hi) {
      throw new Unexpected(expected);
    }
    return Optional.of(new ValueRange(lo, hi));
  }

  static List<Double> numbers(ConfigValue value, Bounds bounds) {
    String expected = "expected a list, each " + bounds.words();
    if (!(value instanceof ConfigList list)) {
      throw new Unexpected(expected);
    }
    List<Double> numbers = new ArrayList<>();
    for (ConfigValue element : list) {
      try {
        numbers.add(number(element, bounds));
      } catch (Unexpected e) {
        throw new Unexpected(expected);
      }
    }
    return numbers;
  }

  static List<String> texts(ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      throw new Unexpected("expected a list of texts, such as [\"F\"]");
    }
    return list.stream().map(Values::text).toList();
  }

  /** Seconds since 1970, or ISO-8601 with UTC where it names no zone. */
  static Optional<Instant> time(ConfigValue value) {
    String text = text(value);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (text.matches("[+-]?\\d+")) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      } else if (!text.contains("T")) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      boolean zoned = text.matches(".*T.*(Z|[+-][\\d:]+)");
      return Optional.of(
          zoned
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | NumberFormatException e) {
      throw new Unexpected("expected a date such as 2018-01-01, an ISO-8601 time, or Unix seconds");
    }
  }

  /** A number of days, with or without a {@code d}; empty text: none. */
  static Optional<Integer> days(ConfigValue value) {
    String text = text(value);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("[1-9]\\d{0,4}d?")) {
      throw new Unexpected("expected a number of days such as 90d, or \"\"");
    }
    return Optional.of(Integer.parseInt(text.replace("d", "")));
  }

  /** Names and texts, to any depth: blocks within are names with dots. */
  static Map<String, String> options(ConfigValue value) {
    if (!(value instanceof ConfigObject object)) {
      throw new Unexpected("expected a block { name = value }");
    }
    Map<String, String> options = new TreeMap<>();
    object.forEach(
        (name, option) -> {
          if (option instanceof ConfigObject block) {
            options(block).forEach((inner, text) -> options.put(name + "." + inner, text));
          } else if (option.valueType() != ConfigValueType.NULL) {
            // null takes back an option of a lower layer.
            options.put(name, text(option));
          }
        });
    return options;
  }

  /** The value for a message: in one line, not too long, and no secret. */
  static String show(String key, ConfigValue value) {
    String text =
        switch (value.valueType()) {
          case STRING, NUMBER, BOOLEAN -> text(value);
          case NULL, LIST, OBJECT -> value.render(ConfigRenderOptions.concise());
        };
    String shown = Secrets.redact(key, text.isEmpty() ? "\"\"" : text.replaceAll("\\s+", " "));
    return shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + "…";
  }

  static String either(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static BigDecimal decimal(ConfigValue value, String expected) {
    // Text that is a number is one: environment variables are text.
    boolean scalar =
        value.valueType() == ConfigValueType.NUMBER || value.valueType() == ConfigValueType.STRING;
    if (!scalar || !DECIMAL.matcher(text(value)).matches()) {
      throw new Unexpected(expected);
    }
    return new BigDecimal(text(value));
  }

  /** What is expected of a whole number between bounds. */
  static String wholeWords(long lo, long hi) {
    if (lo == Long.MIN_VALUE) {
      return "a whole number";
    }
    return hi >= Integer.MAX_VALUE
        ? "a whole number of at least " + lo
        : "a whole number from " + lo + " to " + hi;
  }
}
