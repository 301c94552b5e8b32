package io.shrinkage.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PenaltyShareTest {

  private final ElasticNet penalty = ElasticNet.uniform(3, 0.1, 0.7);
  private final double[] w = {0.3, -1.0 / 3, 0};

  @Test
  void sharesOfAllRowsAddUpToThePenaltyBitForBit() {
    // 1/7 + 2/7 + 4/7 in doubles would round; the counts do not.
    PenaltyShare root =
        PenaltyShare.of(penalty, w, 1)
            .merge(PenaltyShare.of(penalty, w, 2).merge(PenaltyShare.of(penalty, w, 4)))
            .merge(PenaltyShare.of(penalty, w, 0));
    double[] gradient = new double[3];
    root.addTo(gradient, 7);
    double[] whole = new double[3];
    penalty.addSubgradient(w, whole);
    assertThat(root.rows()).isEqualTo(7);
    assertThat(root.value(7)).isEqualTo(penalty.value(w));
    assertThat(gradient).isEqualTo(whole);
  }

  @Test
  void shareIsProportionalToItsRows() {
    PenaltyShare quarter = PenaltyShare.of(penalty, w, 2);
    double[] gradient = {1, 1, 1};
    quarter.addTo(gradient, 8);
    // 1 + ¼·0.1 at w = 0.
    assertThat(gradient[2]).isEqualTo(1 + 0.25 * 0.1);
    assertThat(quarter.value(8)).isEqualTo(penalty.value(w) / 4);
  }

  @Test
  void otherPointsAndCountsAreRejected() {
    PenaltyShare share = PenaltyShare.of(penalty, w, 2);
    assertThatThrownBy(() -> share.merge(PenaltyShare.of(penalty, new double[3], 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("shares of different penalties: values ");
    assertThatThrownBy(() -> share.value(1)).hasMessage("a share of 2 rows out of 1");
    assertThatThrownBy(() -> PenaltyShare.of(penalty, w, -1)).hasMessage("a share of -1 rows");
  }
}
