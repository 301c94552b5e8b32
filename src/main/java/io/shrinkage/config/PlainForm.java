package io.shrinkage.config;

import io.shrinkage.features.FeatureSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings as nested maps, lists and plain values: the components of the records are the keys, so
 * no setting can be forgotten here.
 */
final class PlainForm {
  /** Settings that may be a URL. */
  private static final Set<String> PLACES = Set.of("path", "dir");

  private PlainForm() {}

  /** {@code maxBadShare} is written {@code max-bad-share}. */
  static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** {@code CV_1SE} is written {@code cv-1se}. */
  static String name(Enum<?> constant) {
    return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
  }

  static Map<String, Object> of(Record settings) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      plain.put(kebab(component.getName()), plain(component.getName(), value(settings, component)));
    }
    return plain;
  }

  private static Object value(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }

  private static Object plain(String name, Object value) {
    if (value instanceof FeatureSpec feature) {
      return FeatureReader.plain(feature);
    } else if (value instanceof ValueRange range) {
      return List.of(range.lo(), range.hi());
    } else if (value instanceof Record nested) {
      return of(nested);
    } else if (value instanceof Enum<?> constant) {
      return name(constant);
    } else if (value instanceof Instant time) {
      return time.toString();
    } else if (value instanceof OptionalDouble number) {
      return number.isPresent() ? number.getAsDouble() : Values.AUTO;
    } else if (value instanceof OptionalInt number) {
      return number.isPresent() ? number.getAsInt() : Values.AUTO;
    } else if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? plain(name, optional.get()) : unset(name);
    } else if (value instanceof List<?> list) {
      return list.stream().map(element -> plain(name, element)).toList();
    } else if (value instanceof Map<?, ?> map) {
      return map(name, map);
    }
    return value instanceof String text && PLACES.contains(name) ? Secrets.scrub(text) : value;
  }

  private static Object unset(String name) {
    return name.equals("range") ? List.of() : "";
  }

  private static Map<String, Object> map(String name, Map<?, ?> map) {
    Map<String, Object> plain = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          String text = (String) key;
          Object shown =
              name.equals("options") ? Secrets.redact(text, (String) value) : plain(text, value);
          plain.put(text, shown);
        });
    return plain;
  }
}
