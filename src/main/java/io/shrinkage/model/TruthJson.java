package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.features.SyntheticRatings;
import io.shrinkage.features.SyntheticRatings.Truth;
import java.io.IOException;
import java.io.OutputStream;

/**
 * {@code truth.json}: what synthetic ratings were made from, so that a fit can be held against it.
 *
 * <p>{@code weights} are by column name, in rating points; a column that is not there has weight 0.
 */
public final class TruthJson {
  /** The file's name. */
  public static final String FILE = "truth.json";

  private TruthJson() {}

  /** Writes it as UTF-8; the stream stays open. */
  public static void write(SyntheticRatings synthetic, OutputStream out) throws IOException {
    Truth truth = synthetic.truth();
    ObjectNode root = JsonFile.object();
    root.put("rows", synthetic.rows());
    root.put("movies", synthetic.movies());
    root.put("users", synthetic.users());
    root.put("seed", synthetic.seed());
    root.put("days", synthetic.days());
    root.put("start", synthetic.start().toString());
    root.put("intercept", truth.intercept());
    root.put("noise", truth.noise());
    PlainJson.put(root, "nonzero", truth.nonZero());
    PlainJson.put(root, "weights", truth.weights());
    JsonFile.write(root, out);
  }
}
