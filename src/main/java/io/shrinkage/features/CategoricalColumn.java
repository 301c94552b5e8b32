package io.shrinkage.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of one feature, row by row, through a dictionary of the block's own: each distinct text
 * is held once, and work that depends on the text alone is done once a text. Immutable.
 *
 * <p>Texts are stripped of white space at both ends; an empty one is missing. A multi-hot value is
 * one text here, with its separators.
 */
public final class CategoricalColumn implements RawColumn {
  private static final long serialVersionUID = 1L;

  /** The code of a row without a value. */
  public static final int MISSING = -1;

  private final int[] codes;
  private final String[] texts;

  private CategoricalColumn(int[] codes, String[] texts) {
    this.codes = codes;
    this.texts = texts;
  }

  /** Starts an empty column. */
  public static Builder builder() {
    return new Builder();
  }

  /** A column of these texts; an empty one is missing. */
  public static CategoricalColumn of(String... texts) {
    Builder builder = builder();
    for (String text : texts) {
      builder.add(text);
    }

    return builder.build();
  }

  @Override
  public int rows() {
    return codes.length;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] == MISSING;
  }

  /** The row's position in the dictionary; {@link #MISSING} if it has no value. */
  public int code(int row) {
    return codes[row];
  }

  /** The number of distinct texts. */
  public int distinct() {
    return texts.length;
  }

  /** The text at a position of the dictionary; positions follow first appearance. */
  public String text(int code) {
    return texts[code];
  }

  /** Collects texts row by row. */
  public static final class Builder {
    private final Map<String, Integer> codeOf = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private int[] codes = new int[16];
    private int rows;

    private Builder() {}

    /**
     * Adds a row.
     *
     * @param text the value; blank if it is missing
     * @return this
     */
    public Builder add(String text) {
      String stripped = text.strip();
      return append(stripped.isEmpty() ? MISSING : codeOf(stripped));
    }

    /** Adds a row without a value. */
    public Builder addMissing() {
      return append(MISSING);
    }

    private int codeOf(String text) {
      Integer known = codeOf.putIfAbsent(text, texts.size());
      if (known != null) {
        return known;
      }

      texts.add(text);
      return texts.size() - 1;
    }

    private Builder append(int code) {
      if (rows == codes.length) {
        codes = Arrays.copyOf(codes, rows + (rows >> 1));
      }

      codes[rows++] = code;
      return this;
    }

    /** The column of the rows added so far. */
    public CategoricalColumn build() {
      return new CategoricalColumn(Arrays.copyOf(codes, rows), texts.toArray(new String[0]));
    }
  }
}
