package io.shrinkage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparseRowsTest {

  private final SparseRows rows =
      SparseRows.builder(4)
          .add(3, 2)
          .add(0, -1)
          .add(2, 0)
          .endRow()
          .endRow()
          .add(1, 5)
          .endRow()
          .build();

  @Test
  void entriesAreSortedAndZerosAreNotStored() {
    List<String> entries = new ArrayList<>();
    rows.forEach(0, (column, value) -> entries.add(column + "=" + value));

    assertThat(entries).containsExactly("0=-1.0", "3=2.0");
    assertThat(rows.nonZeros()).isEqualTo(3);
    assertThat(rows.rows()).isEqualTo(3);
  }

  @Test
  void rowsMultiplyAndAddLikeDenseOnes() {
    assertThat(rows.cursor().moveTo(0).dot(new double[] {10, 20, 30, 40})).isEqualTo(70);
    assertThat(rows.cursor().moveTo(1).dot(new double[] {10, 20, 30, 40})).isZero();

    double[] sum = {1, 1, 1, 1};
    rows.cursor().moveTo(0).addScaled(0.5, sum);
    assertThat(sum).containsExactly(0.5, 1, 1, 2);
    rows.cursor().moveTo(2).addScaled(2, sum);
    assertThat(sum).containsExactly(0.5, 11, 1, 2);
  }

  @Test
  void someEntriesAreTakenByTheirColumnsAndWhatIsNotStoredIsZero() {
    double[] some = {9, 9, 9, 9};
    rows.cursor().moveTo(0).gather(new int[] {0, 1, 3}, some);
    assertThat(some).containsExactly(-1, 0, 2, 9);
    rows.cursor().moveTo(1).gather(new int[] {1, 3}, some);
    assertThat(some).containsExactly(0, 0, 2, 9);
  }

  @Test
  void manyRowsOutgrowTheFirstArrays() {
    SparseRows.Builder builder = SparseRows.builder(3);
    for (int i = 0; i < 1000; i++) {
      builder.add(i % 3, i + 1).endRow();
    }

    SparseRows built = builder.build();
    assertThat(built.rows()).isEqualTo(1000);
    assertThat(built.cursor().moveTo(998).dot(new double[] {0, 0, 1})).isEqualTo(999);
  }

  @Test
  void badEntriesAreRefused() {
    assertThatThrownBy(() -> SparseRows.builder(2).add(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column 2 is outside 0..1");
    assertThatThrownBy(() -> SparseRows.builder(2).add(0, Double.NaN))
        .hasMessage("the value of column 0 in row 0 is NaN");
    assertThatThrownBy(() -> SparseRows.builder(2).add(1, 1).add(0, 1).add(1, 2))
        .hasMessage("row 0 has column 1 twice");
    assertThatThrownBy(() -> SparseRows.builder(2).add(1, 1).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("row 0 has entries but was not ended");
  }
}
