package io.shrinkage.report;

import java.util.Map;

/** A run's configuration: looked up by dotted keys, and shown as text. */
final class Settings {
  private final Map<String, Object> config;

  Settings(Map<String, Object> config) {
    this.config = config;
  }

  /** The setting as text; empty if there is none. */
  String text(String dottedKey) {
    Object value = config;
    for (String key : dottedKey.split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value == null ? "" : value.toString();
  }

  /** The setting as a number; null if it is not one. */
  Double number(String dottedKey) {
    try {
      return Double.valueOf(text(dottedKey));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The whole configuration, in the notation that it was written in. */
  String shown() {
    StringBuilder out = new StringBuilder();
    entries(config, "", out);
    return out.toString();
  }

  private static void entries(Map<?, ?> map, String indent, StringBuilder out) {
    map.forEach(
        (key, value) -> {
          out.append(indent).append(key);
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            out.append(" {\n");
            entries(inner, indent + "  ", out);
            out.append(indent).append("}\n");
          } else {
            out.append(" = ").append(value(value, indent)).append('\n');
          }
        });
  }

  private static String value(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      return inline(map, indent);
    }
    if (value instanceof Iterable<?> list) {
      return list(list, indent);
    }
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    return String.valueOf(value);
  }

  private static String inline(Map<?, ?> map, String indent) {
    StringBuilder out = new StringBuilder("{");
    String comma = " ";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(comma).append(entry.getKey()).append(" = ");
      out.append(value(entry.getValue(), indent));
      comma = ", ";
    }
    return out.append(" }").toString();
  }

  // Objects in a list stand on a line each; plain values share one.
  private static String list(Iterable<?> list, String indent) {
    StringBuilder out = new StringBuilder("[");
    boolean objects = false;
    String comma = "";
    for (Object element : list) {
      if (element instanceof Map<?, ?>) {
        objects = true;
        out.append('\n').append(indent).append("  ");
      } else {
        out.append(comma);
        comma = ", ";
      }
      out.append(value(element, indent));
    }
    return out.append(objects ? "\n" + indent + "]" : "]").toString();
  }
}
