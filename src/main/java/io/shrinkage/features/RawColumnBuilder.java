package io.shrinkage.features;

/** Collects one feature's raw values, numbers or texts as its kind has it. */
public final class RawColumnBuilder {
  private final NumericColumn.Builder numbers;
  private final CategoricalColumn.Builder texts;

  /** Starts an empty column for a feature of this kind. */
  public RawColumnBuilder(FeatureKind kind) {
    this.numbers = kind.isCategorical() ? null : NumericColumn.builder();
    this.texts = kind.isCategorical() ? CategoricalColumn.builder() : null;
  }

  /** Adds a value: a number for a numeric feature, text for a categorical one, null for none. */
  public void add(Object value) {
    if (value == null) {
      addMissing();
    } else if (numbers != null) {
      numbers.add(((Number) value).doubleValue());
    } else {
      texts.add(value.toString());
    }
  }

  /** Adds the value that another column of the same kind has in one of its rows. */
  public void add(RawColumn other, int row) {
    if (other.isMissing(row)) {
      addMissing();
    } else if (other instanceof NumericColumn from) {
      numbers.add(from.value(row));
    } else if (other instanceof CategoricalColumn from) {
      texts.add(from.text(from.code(row)));
    }
  }

  /** Adds a row without a value. */
  public void addMissing() {
    if (numbers != null) {
      numbers.addMissing();
    } else {
      texts.addMissing();
    }
  }

  /** The column of the values so far. */
  public RawColumn build() {
    return numbers != null ? numbers.build() : texts.build();
  }
}
