package io.shrinkage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DenseRowsTest {
  private static final double NONE = Double.NaN;
  private static final double[] ORIGIN = {1, 10, 100, 0, 5};
  private static final double[] ABSENT = {0, -10, 0, 0, -5};

  /** Rows of entries (1 −10 3 4 −5), (0 0 0 0 0). */
  private static final DenseRows WITH_GAPS =
      DenseRows.about(new double[] {2, NONE, 103, 4, 0, 1, 10, NONE, 0, 5}, 2, ORIGIN, ABSENT);

  /** Rows of entries (1 2 3 4 5), (−1 −2 −3 −4 −5); the last cells belong to no row. */
  private static final DenseRows FULL =
      DenseRows.about(new double[] {2, 12, 103, 4, 10, 0, 8, 97, -4, 0, NONE, NONE}, 2, ORIGIN);

  @Test
  void anEntryIsACellAboutItsColumnsOrigin() {
    assertThat(entries(FULL, 0)).containsExactly(1, 2, 3, 4, 5);
    assertThat(entries(FULL, 1)).containsExactly(-1, -2, -3, -4, -5);
    assertThat(FULL.rows()).isEqualTo(2);
    assertThat(FULL.columns()).isEqualTo(5);
    assertThat(FULL.nonZeros()).isEqualTo(10);
    assertThat(FULL.nonZeros(1)).isEqualTo(5);
    assertThat(FULL.column(1, 3)).isEqualTo(3);
  }

  @Test
  void aCellWithoutANumberHasItsColumnsStandIn() {
    assertThat(entries(WITH_GAPS, 0)).containsExactly(1, -10, 3, 4, -5);
    assertThat(entries(WITH_GAPS, 1)).containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void productsAreThoseOfTheEntries() {
    double[] w = {0.5, -1, 2, 3, -0.25};
    // 0.5 − 2 + 6 + 12 − 1.25
    assertThat(FULL.cursor().moveTo(0).dot(w)).isEqualTo(15.25);
    // 0.5 + 10 + 6 + 12 + 1.25
    assertThat(WITH_GAPS.cursor().moveTo(0).dot(w)).isEqualTo(29.75);
    assertThat(WITH_GAPS.cursor().moveTo(1).dot(w)).isZero();
  }

  @Test
  void scaledRowsAreAddedAndCopied() {
    double[] sum = {1, 1, 1, 1, 1};
    FULL.cursor().moveTo(1).addScaled(2, sum);
    assertThat(sum).containsExactly(-1, -3, -5, -7, -9);
    double[] gaps = new double[5];
    WITH_GAPS.cursor().moveTo(0).addScaled(2, gaps);
    assertThat(gaps).containsExactly(2, -20, 6, 8, -10);
    double[] copied = new double[7];
    FULL.copyScaled(0, 3, new double[5], copied, 1);
    assertThat(copied).containsExactly(0, 3, 6, 9, 12, 15, 0);
    WITH_GAPS.copyScaled(0, 0.5, new double[5], copied, 2);
    assertThat(copied).containsExactly(0, 3, 0.5, -5, 1.5, 2, -2.5);
  }

  @Test
  void someEntriesAreTakenByTheirColumns() {
    double[] some = {9, 9, 9};
    FULL.cursor().moveTo(1).gather(new int[] {0, 3}, some);
    assertThat(some).containsExactly(-1, -4, 9);
    WITH_GAPS.cursor().moveTo(0).gather(new int[] {1, 2, 4}, some);
    assertThat(some).containsExactly(-10, 3, -5);
  }

  @Test
  void cellsWithoutAnOriginAreTheirEntries() {
    DenseRows rows = DenseRows.of(new double[] {1, 0, 1e300, -1e-300}, 2, 2);
    assertThat(entries(rows, 1)).containsExactly(1e300, -1e-300);
    assertThat(rows.cursor().moveTo(0).dot(new double[] {2, 7})).isCloseTo(2, within(0.0));
  }

  @Test
  void tooFewCellsAreRefused() {
    assertThatThrownBy(() -> DenseRows.of(new double[5], 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 cells for 3 rows of 2 columns");
  }

  private static double[] entries(DenseRows rows, int row) {
    double[] entries = new double[rows.columns()];
    rows.forEach(
        row,
        (column, value) -> {
          assertThat(rows.value(row, column)).isEqualTo(value);
          entries[column] = value;
        });
    return entries;
  }
}
