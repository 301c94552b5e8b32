package io.shrinkage.testing;

import io.shrinkage.features.RawRow;

/** A row whose categories all have one text, and whose numbers are all one number. */
public record SameRow(String text, double number) implements RawRow {
  @Override
  public String text(int feature) {
    return text;
  }

  @Override
  public double number(int feature) {
    return number;
  }
}
