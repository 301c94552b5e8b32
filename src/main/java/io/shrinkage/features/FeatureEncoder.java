package io.shrinkage.features;

import io.shrinkage.linalg.EntryConsumer;
import io.shrinkage.linalg.SparseRows;
import io.shrinkage.statistics.RowBlock;
import java.io.Serializable;

/**
 * Encodes raw values as the entries of the columns of a {@link FeatureSpace}. Immutable, and what
 * is sent to the executors.
 *
 * <p>A level is an entry of 1. A number x is stored as x − origin, the mean of the training ratings
 * as its origin, so that nothing cancels when it is squared; an imputed mean is then no entry at
 * all. Cost: in proportion to the entries; work that depends on a text alone is done once for each
 * distinct text of a block.
 */
public final class FeatureEncoder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ColumnEncoder[] encoders;
  private final double[] origins;

  /** The encoder of a space. */
  public FeatureEncoder(FeatureSpace space) {
    this.origins = space.origins();
    this.encoders = new ColumnEncoder[space.features()];
    for (int feature = 0; feature < encoders.length; feature++) {
      encoders[feature] = ColumnEncoder.of(space.group(feature), space.firstColumn(feature));
    }
  }

  /** The number of columns. */
  public int dimension() {
    return origins.length;
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

    ColumnEncoder.RowEncoder[] columns = new ColumnEncoder.RowEncoder[encoders.length];
    for (int feature = 0; feature < columns.length; feature++) {
      columns[feature] = encoders[feature].encode(block, feature);
    }

    SparseRows.Builder rows = SparseRows.builder(dimension());
    for (int row = 0; row < block.featureRows(); row++) {
      for (ColumnEncoder.RowEncoder column : columns) {
        column.encode(row, rows::add);
      }

      rows.endRow();
    }

    return new RowBlock(
        block.index(),
        rows.build(),
        block.featureRowOfRows(),
        block.slots(),
        block.items(),
        block.ratings());
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
