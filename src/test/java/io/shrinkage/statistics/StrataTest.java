package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrataTest {
  private static final int SLOTS = 6;

  private static SlotSet slots(int from, int to) {
    return SlotSet.of(SLOTS, slot -> slot >= from && slot <= to);
  }

  @Test
  void slotsThatNoSetTellsApartShareAStratum() {
    Strata strata = Strata.parting(SLOTS, List.of(slots(0, 2), slots(2, 3), slots(0, 3)));
    assertThat(strata.count()).isEqualTo(3);
    assertThat(strata.of(0)).isEqualTo(strata.of(1));
    assertThat(strata.of(2)).isNotEqualTo(strata.of(1)).isNotEqualTo(strata.of(3));
    assertThat(strata.of(4)).isEqualTo(-1);
    assertThat(strata.covering(slots(0, 2))).containsExactly(0, 1);
    assertThat(strata.covering(slots(2, 3))).containsExactly(1, 2);
    assertThat(strata.covering(slots(0, 3))).containsExactly(0, 1, 2);
  }

  @Test
  void whatWasSummedUpOrLeftOutIsNotToBeHad() {
    Strata strata = Strata.parting(SLOTS, List.of(slots(0, 2)));
    assertThatThrownBy(() -> strata.covering(slots(0, 1))).hasMessageContaining("parted");
    assertThatThrownBy(() -> strata.covering(slots(4, 5))).hasMessageContaining("left out");
    assertThatThrownBy(() -> Strata.parting(2, List.of(slots(0, 2))))
        .hasMessage("slot 2 of 2 is none");
  }
}
