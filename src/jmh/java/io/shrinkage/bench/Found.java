package io.shrinkage.bench;

import java.util.List;
import java.util.Map;

/** What a measuring process found, as read from its JSON. */
record Found(Map<String, ?> values) {
  @SuppressWarnings("unchecked")
  Found part(String name) {
    return new Found((Map<String, ?>) values.get(name));
  }

  Double number(String name) {
    return values.get(name) instanceof Number number ? number.doubleValue() : null;
  }

  long whole(String name) {
    return ((Number) values.get(name)).longValue();
  }

  String text(String name) {
    return values.get(name).toString();
  }

  double[] list(String name) {
    return ((List<?>) values.get(name))
        .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
  }

  double median(String name) {
    return Timing.median(list(name));
  }
}
