package io.shrinkage.spark;

import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.KeyedFeatures;
import io.shrinkage.features.KeyedRows;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.features.RecordBlockBuilder;
import io.shrinkage.statistics.CompressedRatings;
import io.shrinkage.statistics.DecayedCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cuts a compressed table into blocks of whole keys, in their order: all rows of an item or, where
 * features depend on the row, all rows of an item that have the same values.
 *
 * <p>A block ends with the key that brings it to the wanted number of rows, so the cuts depend on
 * the table alone, and all blocks can be built at once. Cost: two walks over the table, by all of
 * the driver's threads; the blocks are the only memory.
 */
final class TableCutter {
  private final CompressedRatings.Sorted sorted;
  private final KeyedRows keys;
  private final int[] itemRank;
  private final KeyedFeatures values;
  private final List<FeatureSpec> features;
  private final int blockRows;

  /**
   * Prepares the cuts.
   *
   * @param decay by which the table's ratings are weighted, if they are
   * @param keys what the table's keys name
   * @param values of the features, by those keys
   * @param blockRows how many rows end a block
   */
  TableCutter(
      CompressedRatings table,
      Optional<DecayedCounts> decay,
      KeyedRows keys,
      KeyedFeatures values,
      List<FeatureSpec> features,
      int blockRows) {
    this.sorted = decay.map(table::sorted).orElseGet(table::sorted);
    this.keys = keys;
    this.itemRank = keys.items().ranks();
    this.values = values;
    this.features = features;
    this.blockRows = blockRows;
  }

  /** The blocks, in order. */
  List<RecordBlock> blocks() {
    int[] starts = starts();
    return IntStream.range(0, starts.length - 1)
        .parallel()
        .mapToObj(index -> block(index, starts[index], starts[index + 1]))
        .toList();
  }

  /** The first key of every block, and the end. */
  private int[] starts() {
    int[] rows = IntStream.range(0, sorted.items()).parallel().map(sorted::slots).toArray();
    int[] starts = new int[rows.length + 1];
    int blocks = 0;
    long inBlock = 0;
    for (int key = 0; key < rows.length; key++) {
      inBlock += rows[key];
      if (inBlock >= blockRows) {
        starts[++blocks] = key + 1;
        inBlock = 0;
      }
    }
    if (inBlock > 0) {
      starts[++blocks] = rows.length;
    }
    return Arrays.copyOf(starts, blocks + 1);
  }

  private RecordBlock block(int index, int from, int to) {
    RecordBlockBuilder block = new RecordBlockBuilder(index, features);
    for (int rank = from; rank < to; rank++) {
      Rows rows = new Rows(block, sorted.code(rank));
      sorted.forEach(rank, rows);
      rows.end();
    }
    return block.build();
  }

  /** Makes rows of the cells of one key: a row a slot. */
  private final class Rows implements CompressedRatings.Visitor {
    private final RecordBlockBuilder block;
    private final int key;
    private final int item;
    private int slot = -1;

    Rows(RecordBlockBuilder block, int key) {
      this.block = block;
      this.key = key;
      this.item = keys.item(key) < 0 ? -1 : itemRank[keys.item(key)];
    }

    @Override
    public void cell(int sameKey, int cellSlot, double rating, long count, double weight) {
      if (slot < 0) {
        block.startFeatures();
        values.copyTo(block, key);
      } else if (slot != cellSlot) {
        end();
      }
      slot = cellSlot;
      block.addRating(rating, count, weight);
    }

    void end() {
      if (slot >= 0) {
        block.endRow(slot, item);
      }
    }
  }
}
