package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistinctKeysTest {
  @Test
  void keysOfEveryKindAreCountedOnceInAnySplit() {
    Random random = new Random(2);
    Set<Object> expected = new HashSet<>();
    DistinctKeys left = new DistinctKeys();
    DistinctKeys right = new DistinctKeys();
    for (int i = 0; i < 5000; i++) {
      DistinctKeys keys = random.nextBoolean() ? left : right;
      long key =
          switch (i % 4) {
            case 0 -> random.nextInt(300);
            case 1 -> random.nextInt(1 << 27);
            case 2 -> -random.nextInt(300);
            default -> random.nextLong() & ~0xfffL;
          };
      keys.add(key);
      expected.add(key);
    }
    for (String text : new String[] {"tt1", "tt2", "tt1"}) {
      left.add(text);
      right.add(text);
      expected.add(text);
    }
    assertThat(left.merge(right).size()).isEqualTo(expected.size());
  }

  @Test
  void zeroAndTheEndsOfTheRangeAreKeys() {
    DistinctKeys keys = new DistinctKeys();
    for (int twice = 0; twice < 2; twice++) {
      keys.add(0);
      keys.add(63);
      keys.add(64);
      keys.add((1L << 26) - 1);
      keys.add(1L << 26);
      keys.add(Long.MIN_VALUE);
      keys.add(Long.MAX_VALUE);
    }
    assertThat(keys.size()).isEqualTo(7);
    keys.add("tt2");
    keys.add("tt1");
    List<String> visited = new ArrayList<>();
    keys.forEach(visited::add);
    assertThat(visited)
        .containsExactly(
            "-9223372036854775808",
            "0",
            "63",
            "64",
            "67108863",
            "67108864",
            "9223372036854775807",
            "tt1",
            "tt2");
  }
}
