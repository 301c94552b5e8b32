package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefoldingTest {

  @Test
  void wideProblemsAreDealtFewerTimes() {
    assertThat(Refolding.affordable(10, 5, 162 * 162)).isEqualTo(10);
    assertThat(Refolding.affordable(10, 5, 500 * 500)).isEqualTo(10);
    assertThat(Refolding.affordable(10, 5, 700 * 700)).isEqualTo(5);
    assertThat(Refolding.affordable(10, 10, 700 * 700)).isEqualTo(3);
    assertThat(Refolding.affordable(10, 5, 4000.0 * 4000)).isEqualTo(3);
    assertThat(Refolding.affordable(2, 5, 4000.0 * 4000)).isEqualTo(2);
  }
}
