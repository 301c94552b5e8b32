package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotSetTest {

  @Test
  void setsUniteAndSubtract() {
    SlotSet even = SlotSet.of(6, slot -> slot % 2 == 0);
    SlotSet high = SlotSet.of(8, slot -> slot >= 4);

    assertThat(even.union(high).toArray()).containsExactly(0, 2, 4, 5, 6, 7);
    assertThat(even.minus(high).toArray()).containsExactly(0, 2);
    assertThat(even.size()).isEqualTo(3);
    assertThat(even.contains(6)).isFalse();
    assertThat(even.contains(-1)).isFalse();
    assertThat(even.union(SlotSet.of(20, slot -> false))).isEqualTo(even);
  }
}
