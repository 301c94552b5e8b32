package io.shrinkage.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Blocks that the driver holds, spread over partitions without shipping them in every task.
 *
 * <p>Each slice is a {@link SharedValue} of its own: a task carries a handle, an executor fetches
 * the slices that it works on once, and a lost executor fetches them anew.
 */
final class SlicedBlocks<B> implements AutoCloseable {
  private final List<SharedValue<List<B>>> slices;
  private final JavaRDD<B> blocks;

  SlicedBlocks(JavaSparkContext context, List<B> blocks, int partitions) {
    BlockChunks chunks = new BlockChunks(blocks.size());
    List<SharedValue<List<B>>> handles = new ArrayList<>();
    for (int slice = 0; slice < partitions; slice++) {
      int from = chunks.first(slice, partitions);
      int to = chunks.first(slice + 1, partitions);
      handles.add(SharedValue.of(context, new ArrayList<>(blocks.subList(from, to))));
    }
    this.slices = handles;
    this.blocks =
        context
            .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
            .flatMap(slice -> handles.get(slice).value().iterator());
  }

  JavaRDD<B> blocks() {
    return blocks;
  }

  @Override
  public void close() {
    slices.forEach(SharedValue::close);
  }
}
