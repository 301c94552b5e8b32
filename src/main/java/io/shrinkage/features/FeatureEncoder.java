package io.shrinkage.features;

import io.shrinkage.linalg.DenseRows;
import io.shrinkage.linalg.EntryConsumer;
import io.shrinkage.linalg.FeatureRows;
import io.shrinkage.linalg.SparseRows;
import io.shrinkage.statistics.RowBlock;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Encodes raw values as the entries of the columns of a {@link FeatureSpace}. Immutable, and what
 * is sent to the executors.
 *
 * <p>A level is an entry of 1. A number x is stored as x − origin, the mean of the training ratings
 * as its origin, so that nothing cancels when it is squared; an imputed mean is then no entry at
 * all. Where every feature is a number, rows are dense. Cost: in proportion to the entries; work
 * that depends on a text alone is done once for each distinct text of a block.
 */
public final class FeatureEncoder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ColumnEncoder[] encoders;
  private final double[] origins;
  private final double[] absent;
  private final boolean[] rejectsMissing;
  private final boolean dense;

  /** The encoder of a space. */
  public FeatureEncoder(FeatureSpace space) {
    this.origins = space.origins();
    this.absent = new double[origins.length];
    this.rejectsMissing = new boolean[space.features()];
    for (int feature = 0; feature < rejectsMissing.length; feature++) {
      FeatureGroup group = space.group(feature);
      rejectsMissing[feature] = group.spec().missing() == Missing.REJECT;
      Arrays.fill(
          absent,
          space.firstColumn(feature),
          space.firstColumn(feature + 1),
          group.fill() - group.origin());
    }
    this.dense = space.specs().stream().noneMatch(spec -> spec.kind().isCategorical());
    this.encoders = new ColumnEncoder[space.features()];
    for (int feature = 0; feature < encoders.length; feature++) {
      encoders[feature] = ColumnEncoder.of(space.group(feature), space.firstColumn(feature));
    }
  }

  /** The number of columns. */
  public int dimension() {
    return origins.length;
  }

  /** Whether rows are dense: every column is a number of the row, and hardly one is 0. */
  public boolean isDense() {
    return dense;
  }

  /** What is taken off each column's values: see {@link FeatureSpace#origins()}. */
  public double[] origins() {
    return origins.clone();
  }

  /**
   * The rows of a block, encoded, each feature row once; slots, items and ratings are shared with
   * it.
   *
   * @throws DataException if a row has an unseen level or no value where that is refused
   */
  public RowBlock encode(RecordBlock block) {
    if (block.features() != encoders.length) {
      throw new IllegalArgumentException(
          "block "
              + block.index()
              + " has "
              + block.features()
              + " features, expected "
              + encoders.length);
    }

    return new RowBlock(
        block.index(),
        features(block),
        block.featureRowOfRows(),
        block.slots(),
        block.items(),
        block.ratings());
  }

  private FeatureRows features(RecordBlock block) {
    if (dense && block.cells() != null) {
      return inPlace(block);
    }

    ColumnEncoder.RowEncoder[] columns = new ColumnEncoder.RowEncoder[encoders.length];
    for (int feature = 0; feature < columns.length; feature++) {
      columns[feature] = encoders[feature].encode(block, feature);
    }

    return dense ? dense(columns, block.featureRows()) : sparse(columns, block.featureRows());
  }

  /** The block's own numbers, about the origins: no copy. */
  private FeatureRows inPlace(RecordBlock block) {
    if (!block.hasGaps()) {
      return DenseRows.about(block.cells(), block.rows(), origins);
    }

    for (int feature = 0; feature < encoders.length; feature++) {
      for (int row = 0; rejectsMissing[feature] && row < block.rows(); row++) {
        if (block.column(feature).isMissing(row)) {
          throw encoders[feature].missing();
        }
      }
    }

    return DenseRows.about(block.cells(), block.rows(), origins, absent);
  }

  private FeatureRows sparse(ColumnEncoder.RowEncoder[] columns, int count) {
    SparseRows.Builder rows = SparseRows.builder(dimension());
    for (int row = 0; row < count; row++) {
      for (ColumnEncoder.RowEncoder column : columns) {
        column.encode(row, rows::add);
      }

      rows.endRow();
    }

    return rows.build();
  }

  private FeatureRows dense(ColumnEncoder.RowEncoder[] columns, int count) {
    double[] cells = new double[Math.multiplyExact(count, dimension())];
    for (int row = 0; row < count; row++) {
      int at = row * dimension();
      for (ColumnEncoder.RowEncoder column : columns) {
        column.encode(row, (j, entry) -> cells[at + j] = entry);
      }
    }

    return DenseRows.of(cells, count, dimension());
  }

  /**
   * Encodes one row.
   *
   * @param row its raw values
   * @param out receives the entries in the order of their columns
   * @throws DataException if it has an unseen level or no value where that is refused
   */
  public void encode(RawRow row, EntryConsumer out) {
    for (int feature = 0; feature < encoders.length; feature++) {
      encoders[feature].encode(row, feature, out);
    }
  }
}
