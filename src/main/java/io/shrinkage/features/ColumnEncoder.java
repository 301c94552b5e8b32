package io.shrinkage.features;

import io.shrinkage.linalg.EntryConsumer;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Encodes one feature. It holds what encoding needs and no specification: a record does not survive
 * every serializer of the cluster.
 */
abstract class ColumnEncoder implements Serializable {
  private static final long serialVersionUID = 1L;

  final String feature;

  ColumnEncoder(String feature) {
    this.feature = feature;
  }

  static ColumnEncoder of(FeatureGroup group, int firstColumn) {
    return group.spec().kind().isCategorical()
        ? new Levels(group, firstColumn)
        : new Number(group, firstColumn);
  }

  /** Prepares a column of a block. */
  abstract RowEncoder encode(RecordBlock block, int position);

  abstract void encode(RawRow row, int position, EntryConsumer out);

  /** Hands over the entries of a feature row of a block. */
  @FunctionalInterface
  interface RowEncoder {
    void encode(int row, EntryConsumer out);
  }

  DataException missing() {
    return new DataException(
        "feature '"
            + feature
            + "' has no value in a row, and the model refuses that (missing = reject); fill it in,"
            + " leave the row out, or train with another policy");
  }

  private static final class Levels extends ColumnEncoder {
    private static final long serialVersionUID = 1L;
    private static final int[] NONE = {};

    private final LevelReader reader;
    private final Map<String, Integer> columnOf = new HashMap<>();
    private final Set<String> pooled;
    private final Unseen unseen;
    private final boolean rejectsMissing;

    Levels(FeatureGroup group, int firstColumn) {
      super(group.name());
      this.reader = new LevelReader(group.spec());
      this.unseen = group.spec().unseen();
      this.rejectsMissing = group.spec().missing() == Missing.REJECT;
      this.pooled = new HashSet<>(group.pooled());
      for (int k = 0; k < group.columns(); k++) {
        columnOf.put(group.level(k), firstColumn + k);
      }
    }

    @Override
    RowEncoder encode(RecordBlock block, int position) {
      CategoricalColumn texts = block.texts(position);
      int[][] columns = new int[texts.distinct()][];
      for (int code = 0; code < columns.length; code++) {
        columns[code] = columns(texts.text(code));
      }

      return (row, out) -> emit(texts.isMissing(row) ? absent() : columns[texts.code(row)], out);
    }

    @Override
    void encode(RawRow row, int position, EntryConsumer out) {
      emit(columns(row.text(position)), out);
    }

    private static void emit(int[] columns, EntryConsumer out) {
      for (int column : columns) {
        out.accept(column, 1);
      }
    }

    private int[] columns(String text) {
      List<String> levels = reader.levels(text);
      if (levels.isEmpty()) {
        return absent();
      }

      TreeSet<Integer> columns = new TreeSet<>();
      for (String level : levels) {
        Integer column = columnOf.get(level);
        if (column == null) {
          column = columnOfUnknown(level);
        }

        if (column != null) {
          columns.add(column);
        }
      }

      return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    private Integer columnOfUnknown(String level) {
      Integer other = columnOf.get(LevelReader.OTHER);
      if (pooled.contains(level)) {
        return other;
      }

      return switch (unseen) {
        case OTHER -> other;
        case ZERO -> null;
        case REJECT ->
            throw new DataException(
                "feature '"
                    + feature
                    + "' has the level '"
                    + level
                    + "', which no training rating had, and the model refuses that (unseen ="
                    + " reject); leave the row out, or train with another policy");
      };
    }

    private int[] absent() {
      if (rejectsMissing) {
        throw missing();
      }

      Integer column = columnOf.get(LevelReader.MISSING);
      return column == null ? NONE : new int[] {column};
    }
  }

  private static final class Number extends ColumnEncoder {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final double origin;
    private final double fill;
    private final boolean rejectsMissing;

    Number(FeatureGroup group, int column) {
      super(group.name());
      this.column = column;
      this.origin = group.origin();
      this.fill = group.fill();
      this.rejectsMissing = group.spec().missing() == Missing.REJECT;
    }

    @Override
    RowEncoder encode(RecordBlock block, int position) {
      NumericColumn numbers = block.numbers(position);
      return (row, out) -> emit(numbers.value(row), out);
    }

    @Override
    void encode(RawRow row, int position, EntryConsumer out) {
      emit(row.number(position), out);
    }

    private void emit(double number, EntryConsumer out) {
      boolean absent = Double.isNaN(number);
      if (absent && rejectsMissing) {
        throw missing();
      }

      double entry = (absent ? fill : number) - origin;
      if (entry != 0) {
        out.accept(column, entry);
      }
    }
  }
}
