package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes values that may be absent: as null, so that every key is present. */
final class NodeWriter {
  private NodeWriter() {}

  /** A real; null also where it is not finite, for JSON has no word for that. */
  static void real(ObjectNode node, String key, Double value) {
    if (value == null || !Double.isFinite(value)) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }

  static void reals(ObjectNode node, String key, List<Double> values) {
    ArrayNode array = node.putArray(key);
    for (Double value : values) {
      array.add(Double.isFinite(value) ? value : null);
    }
  }

  static void integers(ObjectNode node, String key, List<Integer> values) {
    ArrayNode array = node.putArray(key);
    values.forEach(array::add);
  }

  static <T> void object(ObjectNode parent, String key, T value, BiConsumer<ObjectNode, T> writer) {
    if (value == null) {
      parent.putNull(key);
    } else {
      writer.accept(parent.putObject(key), value);
    }
  }

  static <T> void list(
      ObjectNode parent, String key, List<T> values, BiConsumer<ObjectNode, T> writer) {
    ArrayNode array = parent.putArray(key);
    for (T value : values) {
      writer.accept(array.addObject(), value);
    }
  }
}
