package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AheadTest {
  @Test
  void resultsComeInTheOrderOfTheirKeysAndOneIsMadeAhead() throws Exception {
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    CountDownLatch second = new CountDownLatch(2);
    try (Ahead<Integer, String> ahead =
        new Ahead<>(
            List.of(1, 2, 3),
            key -> {
              begun.add(key);
              second.countDown();
              return "of " + key;
            })) {
      assertThat(ahead.take()).isEqualTo("of 1");
      assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(begun).containsExactlyInAnyOrder(1, 2);
      assertThat(ahead.take()).isEqualTo("of 2");
      assertThat(ahead.take()).isEqualTo("of 3");
      assertThatThrownBy(ahead::take).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void whatTheWorkThrowsIsThrownWhereItsResultIsTaken() {
    try (Ahead<Integer, String> ahead =
        new Ahead<>(
            List.of(1),
            key -> {
              throw new IllegalArgumentException("no " + key);
            })) {
      assertThatThrownBy(ahead::take)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no 1");
    }
  }
}
