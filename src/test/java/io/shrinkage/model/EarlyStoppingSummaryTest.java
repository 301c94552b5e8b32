package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.model.EarlyStoppingSummary.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlyStoppingSummaryTest {
  @Test
  void thinnedCurveKeepsItsEndsAndTheBest() {
    for (int size : new int[] {401, 777, 1000, 50_000}) {
      int best = size / 3 + 1;
      List<Integer> kept =
          EarlyStoppingSummary.thinned(points(size), best).stream().map(Point::iteration).toList();
      assertThat(kept).contains(0, best, size - 1).isSorted().doesNotHaveDuplicates();
      assertThat(kept.size()).isBetween(EarlyStoppingSummary.MOST - 1, EarlyStoppingSummary.MOST);
    }
  }

  @Test
  void shortCurveStaysAsItIs() {
    assertThat(EarlyStoppingSummary.thinned(points(400), 7)).isEqualTo(points(400));
  }

  @Test
  void longCurveIsRefused() {
    assertThatThrownBy(() -> new EarlyStoppingSummary(true, null, null, 0, 500, points(500)))
        .hasMessage("500 points of a curve, at most 400; thin them first");
  }

  private static List<Point> points(int size) {
    return IntStream.range(0, size).mapToObj(t -> new Point(t, 1.0, 1.0)).toList();
  }
}
