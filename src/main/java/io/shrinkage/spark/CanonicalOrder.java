package io.shrinkage.spark;

import io.shrinkage.features.RecordBlock;
import io.shrinkage.statistics.RatingGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Puts single rows of numbers into the blocks and the order that their content alone decides.
 *
 * <p>Sums over such blocks, merged by the blocks' indices, have the same bits however the source
 * was read, partitioned or stored. The order is that of {@link RowKey}, so a block is a random
 * sample of the rows.
 *
 * <p>Cluster: one shuffle of all rows as arrays of primitives; a task holds its partition's rows
 * twice while it sorts them.
 */
final class CanonicalOrder {
  private final int blockBits;
  private final int partitions;

  /**
   * The order of rows.
   *
   * @param blockBits there are 2^blockBits blocks
   * @param partitions that hold a run of consecutive chunks of blocks each
   */
  CanonicalOrder(int blockBits, int partitions) {
    this.blockBits = blockBits;
    this.partitions = partitions;
  }

  /**
   * The rows of some blocks in this order; not cached.
   *
   * @param blocks of numbers, each row with one rating, in any order
   */
  JavaRDD<RecordBlock> of(JavaRDD<RecordBlock> blocks) {
    int bits = blockBits;
    int dealt = partitions;
    return blocks
        .flatMapToPair(block -> runs(block, bits, dealt))
        .partitionBy(new ByNumber(dealt))
        .values()
        .mapPartitions(runs -> sorted(runs, bits), true);
  }

  private static Iterator<Tuple2<Integer, RowRun>> runs(RecordBlock block, int bits, int dealt) {
    BlockChunks chunks = new BlockChunks(1 << bits);
    RowRun[] runs =
        RowRun.deal(block, dealt, key -> chunks.partition(RowKey.block(key, bits), dealt));
    return IntStream.range(0, dealt)
        .filter(to -> runs[to] != null)
        .mapToObj(to -> new Tuple2<>(to, runs[to]))
        .iterator();
  }

  /** The place of a row in the runs of a partition. */
  private record Place(RowRun run, int row) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return RowRun.compare(run, row, other.run, other.row);
    }
  }

  private static Iterator<RecordBlock> sorted(Iterator<RowRun> runs, int bits) {
    List<Place> places = new ArrayList<>();
    runs.forEachRemaining(
        run -> IntStream.range(0, run.rows).forEach(row -> places.add(new Place(run, row))));
    Place[] order = places.toArray(new Place[0]);
    Arrays.sort(order);

    List<RecordBlock> blocks = new ArrayList<>();
    int end;
    for (int start = 0; start < order.length; start = end) {
      int block = block(order[start], bits);
      end = start + 1;
      while (end < order.length && block(order[end], bits) == block) {
        end++;
      }
      blocks.add(block(block, order, start, end));
    }
    return blocks.iterator();
  }

  private static int block(Place place, int bits) {
    return RowKey.block(place.run.keys[place.row], bits);
  }

  private static RecordBlock block(int index, Place[] order, int start, int end) {
    int width = order[start].run.width;
    int rows = end - start;
    double[] cells = new double[Math.multiplyExact(rows, width)];
    int[] slots = new int[rows];
    int[] items = new int[rows];
    RatingGroups.Builder ratings = RatingGroups.builder();
    for (int i = 0; i < rows; i++) {
      RowRun run = order[start + i].run;
      int row = order[start + i].row;
      System.arraycopy(run.cells, row * width, cells, i * width, width);
      slots[i] = run.slots[row];
      items[i] = run.items[row];
      ratings.add(run.ratings[row], 1, run.weights[row]).endRow();
    }
    boolean gaps = Arrays.stream(cells).anyMatch(Double::isNaN);
    return RecordBlock.ofNumbers(index, cells, width, gaps, slots, items, ratings.build());
  }

  /** Whose keys are the partitions' numbers. */
  private static final class ByNumber extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;

    ByNumber(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByNumber that && that.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }
}
