package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What a command that only reads a run says of its outcome: counts, and where they come from. */
public final class OutcomeJson {
  private OutcomeJson() {}

  /**
   * Writes it as UTF-8; the stream stays open.
   *
   * @param outcome maps, lists, texts, numbers, booleans and nulls, in the order to be written
   */
  public static void write(Map<String, ?> outcome, OutputStream out) throws IOException {
    ObjectNode root = JsonFile.object();
    outcome.forEach((key, value) -> PlainJson.put(root, key, value));
    JsonFile.write(root, out);
  }
}
