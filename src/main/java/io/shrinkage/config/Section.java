package io.shrinkage.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.shrinkage.config.Values.Bounds;
import io.shrinkage.config.Values.Unexpected;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * One block of the configuration, read key by key. A value that is wrong is reported, and its
 * default is returned so that reading goes on. Mutable: it notes which keys were asked for, and
 * {@link #close} reports the others.
 */
final class Section {
  private final String path;
  private final ConfigObject values;
  private final ConfigObject defaults;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  Section(String path, ConfigObject values, ConfigObject defaults, Problems problems) {
    this.path = path;
    this.values = values;
    this.defaults = defaults;
    this.problems = problems;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value as it stands, without asking for the key. */
  ConfigValue raw(String key) {
    return values.getOrDefault(key, defaults.get(key));
  }

  Section section(String key) {
    ConfigObject inner = read(key, Section::block);
    ConfigObject standard = defaults.get(key) instanceof ConfigObject object ? object : empty();
    return new Section(path(key), inner, standard, problems);
  }

  /** A block under a name of the user's. */
  Section entry(String key, ConfigObject standard) {
    asked.add(key);
    ConfigValue value = values.get(key);
    if (value instanceof ConfigObject object) {
      return new Section(path(key), object, standard, problems);
    }
    problems.add(path(key), value, "expected a block { format = …, path = … }");
    return new Section(path(key), standard, standard, problems);
  }

  /** Takes any block or value without looking into it. */
  void free(String key) {
    ask(key);
  }

  String text(String key) {
    return whole(key, read(key, Values::text));
  }

  private String whole(String key, String text) {
    if (Secrets.redacted(text)) {
      givenAgain(path(key), raw(key));
    }
    return text;
  }

  private void givenAgain(String path, ConfigValue value) {
    problems.add(
        path,
        Origins.describe(value.origin()),
        "was redacted when the run was recorded; give it again with --set");
  }

  String nonEmptyText(String key) {
    return whole(key, read(key, Values::nonEmptyText));
  }

  /** Text that is not blank, {@code fallback} where it is wrong. */
  String nonEmptyTextOr(String key, String fallback) {
    String text = read(key, Values::nonEmptyText, value -> "");
    return text.isEmpty() ? fallback : text;
  }

  /** Text of at least one character, blanks included. */
  String separator(String key) {
    return read(key, Values::separator);
  }

  Optional<String> optionalText(String key) {
    return read(key, Values::optionalText);
  }

  Optional<Integer> days(String key) {
    return read(key, Values::days);
  }

  boolean flag(String key) {
    return read(key, Values::flag);
  }

  double number(String key, Bounds bounds) {
    return read(key, value -> Values.number(value, bounds));
  }

  OptionalDouble numberOrAuto(String key, Bounds bounds) {
    return numberOr(key, Values.AUTO, bounds);
  }

  /** A number, or empty where a word stands for there being none. */
  OptionalDouble numberOr(String key, String word, Bounds bounds) {
    return read(
        key,
        value ->
            or(
                word,
                value,
                OptionalDouble.empty(),
                v -> OptionalDouble.of(Values.number(v, bounds))));
  }

  int whole(String key, int lo, int hi) {
    return Math.toIntExact(whole(key, (long) lo, (long) hi));
  }

  long whole(String key, long lo, long hi) {
    return read(key, value -> Values.whole(value, lo, hi));
  }

  OptionalInt wholeOrAuto(String key, int lo, int hi) {
    return read(
        key,
        value ->
            or(
                Values.AUTO,
                value,
                OptionalInt.empty(),
                v -> OptionalInt.of(Math.toIntExact(Values.whole(v, lo, hi)))));
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return choice(key, type, Map.of());
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, Map<String, String> notBuilt) {
    return read(key, value -> Values.choice(value, type, notBuilt));
  }

  Optional<ValueRange> range(String key) {
    return read(key, Values::range);
  }

  List<Double> numbers(String key, Bounds bounds) {
    return read(key, value -> Values.numbers(value, bounds));
  }

  List<String> texts(String key) {
    return read(key, Values::texts);
  }

  Optional<Instant> time(String key) {
    return read(key, Values::time);
  }

  Map<String, String> options(String key) {
    Map<String, String> options = read(key, Values::options);
    options.forEach(
        (name, value) -> {
          if (Secrets.redacted(value)) {
            givenAgain(path(key) + "." + name, option(key, name));
          }
        });
    return options;
  }

  private ConfigValue option(String key, String name) {
    ConfigValue block = raw(key);
    return block instanceof ConfigObject options ? options.getOrDefault(name, block) : block;
  }

  /** Reports the keys that nobody asked for. */
  void close() {
    values.forEach(
        (key, value) -> {
          if (!asked.contains(key)) {
            problems.unknown(path(key), value.origin());
          }
        });
  }

  private <T> T read(String key, Function<ConfigValue, T> parser) {
    return read(key, parser, parser);
  }

  private <T> T read(
      String key, Function<ConfigValue, T> parser, Function<ConfigValue, T> ofDefault) {
    ask(key);
    ConfigValue value = raw(key);
    try {
      return parser.apply(value);
    } catch (Unexpected e) {
      problems.add(path(key), value, e.getMessage(), e.nearest());
      return ofDefault.apply(defaults.get(key));
    }
  }

  private void ask(String key) {
    asked.add(key);
    problems.know(path(key));
  }

  private static <T> T or(
      String word, ConfigValue value, T meaning, Function<ConfigValue, T> parser) {
    if (word.equals(value.unwrapped())) {
      return meaning;
    }
    try {
      return parser.apply(value);
    } catch (Unexpected e) {
      throw new Unexpected(e.getMessage() + ", or " + word);
    }
  }

  private static ConfigObject block(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return object;
    }
    throw new Unexpected("expected a block { key = value }");
  }

  private static ConfigObject empty() {
    return ConfigFactory.empty().root();
  }
}
