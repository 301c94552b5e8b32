package io.shrinkage.spark;

import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.features.RecordBlockBuilder;
import io.shrinkage.statistics.CompressedRatings;
import io.shrinkage.statistics.DecayedCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cuts a compressed table into blocks of whole items, in the order of the items' keys.
 *
 * <p>A block ends with the item that brings it to the wanted number of rows, so the cuts depend on
 * the table alone, and all blocks can be built at once. Cost: two walks over the table, by all of
 * the driver's threads; the blocks are the only memory.
 */
final class TableCutter {
  private final CompressedRatings table;
  private final CompressedRatings.Sorted sorted;
  private final MovieCatalog catalog;
  private final List<FeatureSpec> features;
  private final int blockRows;

  /**
   * Prepares the cuts.
   *
   * @param decay by which the table's ratings are weighted, if they are
   * @param blockRows how many rows end a block
   */
  TableCutter(
      CompressedRatings table,
      Optional<DecayedCounts> decay,
      MovieCatalog catalog,
      List<FeatureSpec> features,
      int blockRows) {
    this.table = table;
    this.sorted = decay.map(table::sorted).orElseGet(table::sorted);
    this.catalog = catalog;
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

  /** The first item of every block, and the end. */
  private int[] starts() {
    int[] rows = IntStream.range(0, sorted.items()).parallel().map(sorted::slots).toArray();
    int[] starts = new int[rows.length + 1];
    int blocks = 0;
    long inBlock = 0;
    for (int item = 0; item < rows.length; item++) {
      inBlock += rows[item];
      if (inBlock >= blockRows) {
        starts[++blocks] = item + 1;
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
    for (int item = from; item < to; item++) {
      Rows rows = new Rows(block, item);
      sorted.forEach(item, rows);
      rows.end();
    }
    return block.build();
  }

  /** Makes rows of the cells of one item: a row a slot. */
  private final class Rows implements CompressedRatings.Visitor {
    private final RecordBlockBuilder block;
    private final int item;
    private int slot = -1;

    Rows(RecordBlockBuilder block, int item) {
      this.block = block;
      this.item = item;
    }

    @Override
    public void cell(int sameItem, int cellSlot, double rating, long count, double weight) {
      if (slot < 0) {
        block.startFeatures();
        catalog.copyTo(block, catalog.find(table.items(), sorted.code(item)));
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
