package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderedMergeTest {

  /** Writes down the tree. */
  private static final class Word implements Mergeable<Word> {

    private String text;

    Word(String text) {
      this.text = text;
    }

    @Override
    public Word merge(Word later) {
      text = "(" + text + later.text + ")";
      return this;
    }
  }

  @Test
  void treeIsDyadic() {
    assertThat(tree(0, 1, 2, 3)).isEqualTo("((01)(23))");
    assertThat(tree(0, 1, 2, 3, 4)).isEqualTo("(((01)(23))4)");
    assertThat(tree(1, 2, 3)).isEqualTo("(1(23))");
    assertThat(tree(0, 3, 5, 6)).isEqualTo("((03)(56))");
    assertThat(tree(7)).isEqualTo("7");
  }

  @Test
  void anyPartitioningMergedInAnyOrderGivesTheSameTree() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Integer> blocks = new ArrayList<>();
      int limit = random.nextInt(40);
      for (int block = 0; block < limit; block++) {
        if (random.nextInt(6) > 0) {
          blocks.add(block);
        }
      }

      blocks.add(40 + random.nextInt(10));
      int[] all = blocks.stream().mapToInt(block -> block).toArray();

      assertThat(split(all, random)).as("seed %d", seed).isEqualTo(tree(all));
    }
  }

  // Every block goes to a random partition, and random pairs of partitions are merged.
  private static String split(int[] blocks, SplittableRandom random) {
    List<OrderedMerge<Word>> parts = new ArrayList<>();
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      parts.add(new OrderedMerge<>());
    }

    int part = 0;
    for (int block : blocks) {
      part = random.nextInt(3) == 0 ? random.nextInt(parts.size()) : part % parts.size();
      parts.get(part).add(block, new Word(block + "."));
    }

    while (parts.size() > 1) {
      OrderedMerge<Word> taken = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).mergeWith(taken);
    }

    return parts.get(0).root().text.replace(".", "");
  }

  private static String tree(int... blocks) {
    OrderedMerge<Word> merge = new OrderedMerge<>();
    for (int block : blocks) {
      merge.add(block, new Word(Integer.toString(block)));
    }

    return merge.root().text;
  }

  @Test
  void blockAddedTwiceIsRefused() {
    OrderedMerge<Word> one = new OrderedMerge<>();
    one.add(0, new Word("0")).add(1, new Word("1"));
    OrderedMerge<Word> two = new OrderedMerge<>();
    two.add(1, new Word("1"));

    assertThatThrownBy(() -> one.mergeWith(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("block 1 was added twice");
    assertThatThrownBy(() -> two.add(1, new Word("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("block 1 comes after block 1");
  }

  @Test
  void rootOfNothingIsRefused() {
    assertThatThrownBy(() -> new OrderedMerge<Word>().root())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no block to merge");
  }
}
