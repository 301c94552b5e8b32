package io.shrinkage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files under golden/, made by scripts/oracle. */
public final class Golden {

  private Golden() {}

  /** A JSON file. */
  public static JsonNode json(String name) {
    try (InputStream in = open(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text file's lines. */
  public static List<String> lines(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An array of numbers. */
  public static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int j = 0; j < values.length; j++) {
      values[j] = array.get(j).asDouble();
    }
    return values;
  }

  private static InputStream open(String name) {
    InputStream in = Golden.class.getResourceAsStream("/golden/" + name);
    if (in == null) {
      throw new IllegalArgumentException("no golden file " + name);
    }
    return in;
  }
}
