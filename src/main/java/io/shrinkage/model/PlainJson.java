package io.shrinkage.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON trees as plain maps and lists, and back: for the configuration, whose keys are free. */
final class PlainJson {
  private PlainJson() {}

  static Map<String, Object> map(ObjectNode node) {
    Map<String, Object> result = new LinkedHashMap<>();
    node.properties().forEach(entry -> result.put(entry.getKey(), value(entry.getValue())));
    return result;
  }

  static void put(ObjectNode parent, String key, Object value) {
    parent.set(key, node(parent, value));
  }

  private static Object value(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return map(object);
    }
    if (node instanceof ArrayNode array) {
      List<Object> result = new ArrayList<>();
      array.forEach(element -> result.add(value(element)));
      return result;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    return node.isNull() ? null : node.textValue();
  }

  private static JsonNode node(ObjectNode factory, Object value) {
    if (value instanceof Map<?, ?> map) {
      ObjectNode result = factory.objectNode();
      map.forEach((key, element) -> put(result, String.valueOf(key), element));
      return result;
    }
    if (value instanceof Iterable<?> list) {
      ArrayNode result = factory.arrayNode();
      list.forEach(element -> result.add(node(factory, element)));
      return result;
    }
    if (value instanceof Boolean flag) {
      return factory.booleanNode(flag);
    }
    if (value instanceof Number number) {
      return number(factory, number);
    }
    return value == null ? factory.nullNode() : factory.textNode(value.toString());
  }

  private static JsonNode number(ObjectNode factory, Number number) {
    if (number instanceof Integer i) {
      return factory.numberNode(i);
    }
    if (number instanceof Long l) {
      return factory.numberNode(l);
    }
    double real = number.doubleValue();
    return Double.isFinite(real) ? factory.numberNode(real) : factory.nullNode();
  }
}
