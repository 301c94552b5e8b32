package io.shrinkage.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.features.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An object within a JSON file that knows where it stands, so that every complaint names the file,
 * the key, and what was found there.
 */
final class JsonPart {
  private final String file;
  private final String path;
  private final ObjectNode node;

  JsonPart(String file, String path, ObjectNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /** The file, and the object within it, for a message. */
  String where() {
    return path.isEmpty() ? file : file + ": " + path;
  }

  boolean isNull(String key) {
    return node.path(key).isMissingNode() || node.path(key).isNull();
  }

  String text(String key) {
    JsonNode value = present(key);
    if (!value.isTextual()) {
      throw wrong(key, "a text", value);
    }
    return value.textValue();
  }

  String textOrNull(String key) {
    return isNull(key) ? null : text(key);
  }

  boolean flag(String key) {
    JsonNode value = present(key);
    if (!value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.booleanValue();
  }

  Boolean flagOrNull(String key) {
    return isNull(key) ? null : flag(key);
  }

  int integer(String key) {
    return integer(key, present(key));
  }

  Integer integerOrNull(String key) {
    return isNull(key) ? null : integer(key);
  }

  long whole(String key) {
    return whole(key, present(key));
  }

  Long wholeOrNull(String key) {
    return isNull(key) ? null : whole(key);
  }

  double real(String key) {
    return real(key, present(key));
  }

  Double realOrNull(String key) {
    return isNull(key) ? null : real(key);
  }

  JsonPart part(String key) {
    return part(key, present(key));
  }

  <T> T partOrNull(String key, Function<JsonPart, T> reader) {
    return isNull(key) ? null : reader.apply(part(key));
  }

  /** A list of objects; absent or null is an empty one. */
  <T> List<T> parts(String key, Function<JsonPart, T> reader) {
    List<T> result = new ArrayList<>();
    for (JsonNode element : elementsOrNone(key)) {
      result.add(reader.apply(part(key + "[" + result.size() + "]", element)));
    }
    return result;
  }

  List<String> texts(String key) {
    List<String> result = new ArrayList<>();
    for (JsonNode element : elements(key)) {
      if (!element.isTextual()) {
        throw wrong(key + "[" + result.size() + "]", "a text", element);
      }
      result.add(element.textValue());
    }
    return result;
  }

  double[] reals(String key) {
    ArrayNode elements = elements(key);
    double[] result = new double[elements.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = real(key + "[" + i + "]", elements.get(i));
    }
    return result;
  }

  Double[] realsOrNulls(String key) {
    ArrayNode elements = elements(key);
    Double[] result = new Double[elements.size()];
    for (int i = 0; i < result.length; i++) {
      JsonNode element = elements.get(i);
      result[i] = element.isNull() ? null : Double.valueOf(real(key + "[" + i + "]", element));
    }
    return result;
  }

  /** Reals; absent or null is an empty list. */
  List<Double> realList(String key) {
    List<Double> result = new ArrayList<>();
    for (JsonNode element : elementsOrNone(key)) {
      result.add(real(key + "[" + result.size() + "]", element));
    }
    return result;
  }

  /** Whole numbers of 32 bits; absent or null is an empty list. */
  List<Integer> integerList(String key) {
    List<Integer> result = new ArrayList<>();
    for (JsonNode element : elementsOrNone(key)) {
      result.add(integer(key + "[" + result.size() + "]", element));
    }
    return result;
  }

  long[] wholes(String key) {
    ArrayNode elements = elements(key);
    long[] result = new long[elements.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = whole(key + "[" + i + "]", elements.get(i));
    }
    return result;
  }

  /** The reals of an object by key; a null in it stays null; absent or null is an empty map. */
  Map<String, Double> realMap(String key) {
    Map<String, Double> result = new LinkedHashMap<>();
    if (!isNull(key)) {
      JsonPart map = part(key);
      map.node.fieldNames().forEachRemaining(name -> result.put(name, map.realOrNull(name)));
    }
    return result;
  }

  Map<String, Long> wholeMap(String key) {
    return partMap(key, (map, name) -> map.whole(name));
  }

  <T> Map<String, T> partMap(String key, EntryReader<T> reader) {
    Map<String, T> result = new LinkedHashMap<>();
    if (!isNull(key)) {
      JsonPart map = part(key);
      map.node.fieldNames().forEachRemaining(name -> result.put(name, reader.read(map, name)));
    }
    return result;
  }

  /** The object as maps, lists, texts, numbers, booleans and nulls. */
  Map<String, Object> plain(String key) {
    return isNull(key) ? new LinkedHashMap<>() : PlainJson.map(part(key).node);
  }

  DataException wrong(String key, String expected, Object found) {
    String shown = String.valueOf(found);
    if (shown.length() > 80) {
      shown = shown.substring(0, 77) + "...";
    }
    return new DataException(
        file + ": " + qualified(key) + " = " + shown + ", expected " + expected);
  }

  /** Reads one entry of an object that is used as a map. */
  interface EntryReader<T> {
    T read(JsonPart map, String name);
  }

  private JsonNode present(String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      throw new DataException(file + ": " + qualified(key) + " is missing");
    }
    return value;
  }

  private ArrayNode elements(String key) {
    JsonNode value = present(key);
    if (!(value instanceof ArrayNode elements)) {
      throw wrong(key, "a list", value);
    }
    return elements;
  }

  private Iterable<JsonNode> elementsOrNone(String key) {
    return isNull(key) ? List.of() : elements(key);
  }

  private JsonPart part(String key, JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      throw wrong(key, "an object", value);
    }
    return new JsonPart(file, qualified(key), object);
  }

  private int integer(String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(key, "a whole number", value);
    }
    return value.intValue();
  }

  private long whole(String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key, "a whole number", value);
    }
    return value.longValue();
  }

  private double real(String key, JsonNode value) {
    // A number such as 1e999 is valid JSON and reads as infinite.
    if (!value.isNumber()) {
      throw wrong(key, "a finite number", value);
    }
    if (!Double.isFinite(value.doubleValue())) {
      throw wrong(key, "a finite number", value.doubleValue());
    }
    return value.doubleValue();
  }

  private String qualified(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
