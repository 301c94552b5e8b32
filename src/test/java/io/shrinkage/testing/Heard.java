package io.shrinkage.testing;

import io.shrinkage.job.Console;
import java.util.List;

/**
 * A console that keeps the lines that it hears, and forgets what moves.
 *
 * @param lines to which they are added
 */
public record Heard(List<String> lines) implements Console {
  @Override
  public void line(String text) {
    lines.add(text);
  }

  @Override
  public void progress(String text) {}
}
