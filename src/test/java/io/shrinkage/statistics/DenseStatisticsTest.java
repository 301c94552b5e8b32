package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shrinkage.linalg.Blas;
import io.shrinkage.linalg.DenseRows;
import io.shrinkage.linalg.FeatureRows;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.MovieRows;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statistics of dense rows against those of the same rows as sparse ones. */
class DenseStatisticsTest {

  private static final int SLOTS = 12;
  private static final double ORIGIN = 3.25;
  private static final int REPEATED = 70;

  private final List<RowBlock> sparse = MovieRows.blocks(5, 9, 90, 6, SLOTS);
  private final List<RowBlock> dense = sparse.stream().map(DenseStatisticsTest::dense).toList();

  private static RowBlock dense(RowBlock block) {
    FeatureRows x = block.x();
    double[] cells = new double[x.rows() * x.columns()];
    for (int row = 0; row < x.rows(); row++) {
      int at = row * x.columns();
      x.forEach(row, (column, value) -> cells[at + column] = value);
    }

    int[] features = new int[block.rows()];
    int[] slots = new int[block.rows()];
    int[] items = new int[block.rows()];
    for (int row = 0; row < block.rows(); row++) {
      features[row] = block.features(row);
      slots[row] = block.slot(row);
      items[row] = block.item(row);
    }

    return new RowBlock(
        block.index(),
        DenseRows.of(cells, x.rows(), x.columns()),
        features,
        slots,
        items,
        block.ratings());
  }

  private static SlotStatistics statistics(List<RowBlock> blocks, Strata strata, Blas blas) {
    return new SlotStatistics(strata, ORIGIN, blas).inChunks(blocks.iterator(), 2).root();
  }

  @ParameterizedTest
  @EnumSource(Blas.class)
  void sumsAreThoseOfSparseRows(Blas blas) {
    assumeTrue(blas.isPresent(), () -> "no " + blas.text() + " BLAS here: " + blas.remedy());
    SlotStatistics expected = SlotStatistics.of(sparse, 2, Strata.each(SLOTS), ORIGIN);
    SlotStatistics actual = statistics(dense, Strata.each(SLOTS), blas);
    Cases.check(
        10,
        random -> {
          SlotSet slots = SlotSet.of(SLOTS, slot -> random.nextInt(3) > 0);
          if (!slots.isEmpty()) {
            assertSame(actual.statistics(slots), expected.statistics(slots));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Blas.class)
  void longRunsOfOneStratumSumToTheSame(Blas blas) {
    assumeTrue(blas.isPresent(), () -> "no " + blas.text() + " BLAS here: " + blas.remedy());
    List<RowBlock> inRuns = dense.stream().map(DenseStatisticsTest::repeatedBySlot).toList();
    SlotStatistics actual = statistics(inRuns, Strata.each(SLOTS), blas);
    SlotStatistics expected = SlotStatistics.of(sparse, 2, Strata.each(SLOTS), ORIGIN);
    for (int slot = 0; slot < SLOTS; slot++) {
      int one = slot;
      SlotSet slots = SlotSet.of(SLOTS, other -> other == one);
      SufficientStatistics repeated = actual.statistics(slots);
      assertThat(repeated.rows()).isEqualTo(REPEATED * expected.statistics(slots).rows());
      assertSameGramian(repeated.gramian(), expected.statistics(slots).gramian());
    }
  }

  /** Every row many times over, those of a slot side by side: runs beyond a panel's rows. */
  private static RowBlock repeatedBySlot(RowBlock block) {
    int[] order =
        IntStream.range(0, block.rows())
            .boxed()
            .sorted(Comparator.comparing(block::slot))
            .flatMapToInt(row -> IntStream.generate(() -> row).limit(REPEATED))
            .toArray();
    DenseRows x = (DenseRows) block.x();
    double[] cells = new double[order.length * x.columns()];
    double[] scratch = new double[x.columns()];
    RatingGroups.Builder ratings = RatingGroups.builder();
    int[] slots = new int[order.length];
    for (int row = 0; row < order.length; row++) {
      int from = order[row];
      x.copyScaled(block.features(from), 1, scratch, cells, row * x.columns());
      slots[row] = block.slot(from);
      for (int k = 0; k < block.ratings().levels(from); k++) {
        ratings.add(
            block.ratings().rating(from, k),
            block.ratings().count(from, k),
            block.ratings().weight(from, k));
      }

      ratings.endRow();
    }

    return new RowBlock(
        block.index(),
        DenseRows.of(cells, order.length, x.columns()),
        slots,
        new int[order.length],
        ratings.build());
  }

  private static void assertSame(SufficientStatistics actual, SufficientStatistics expected) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.weight()).isCloseTo(expected.weight(), within(1e-12 * expected.weight()));
    assertSameGramian(actual.gramian(), expected.gramian());
  }

  private static void assertSameGramian(Gramian a, Gramian b) {
    assertThat(a.standardizer().means()).containsExactly(b.standardizer().means(), within(1e-12));
    assertThat(a.standardizer().scales()).containsExactly(b.standardizer().scales(), within(1e-12));
    for (int i = 0; i < a.dimension(); i++) {
      // Entries of a Gramian in standardized coordinates are at most 1.
      assertThat(a.linear(i)).isCloseTo(b.linear(i), within(1e-12));
      for (int j = 0; j < a.dimension(); j++) {
        assertThat(a.entry(i, j)).isCloseTo(b.entry(i, j), within(1e-12));
      }
    }
  }

  @Test
  void rowsOfSlotsLeftOutCountNowhere() {
    Strata strata = Strata.parting(SLOTS, List.of(SlotSet.of(SLOTS, slot -> slot > 7)));
    SlotSet kept = SlotSet.of(SLOTS, slot -> slot > 7);
    assertSame(
        statistics(dense, strata, Blas.PLAIN).statistics(kept),
        SlotStatistics.of(sparse, 2, Strata.each(SLOTS), ORIGIN).statistics(kept));
  }

  @Test
  void theBitsDependOnTheChunksAlone() {
    SlotSet all = SlotSet.all(SLOTS);
    SlotStatistics once = statistics(dense, Strata.each(SLOTS), Blas.PLAIN);
    OrderedMerge<SlotStatistics> early =
        new SlotStatistics(Strata.each(SLOTS), ORIGIN).inChunks(dense.subList(0, 4).iterator(), 2);
    OrderedMerge<SlotStatistics> late =
        new SlotStatistics(Strata.each(SLOTS), ORIGIN)
            .inChunks(dense.subList(4, dense.size()).iterator(), 2);
    Gramian expected = once.statistics(all).gramian();
    Gramian actual = late.mergeWith(early).root().statistics(all).gramian();
    for (int i = 0; i < expected.dimension(); i++) {
      for (int j = 0; j < expected.dimension(); j++) {
        assertThat(actual.entry(i, j)).isEqualTo(expected.entry(i, j));
      }
    }
  }

  @Test
  void aStratumTakesATriangle() {
    long triangle = 8L * (dense.get(0).x().columns() + 2) * (dense.get(0).x().columns() + 3) / 2;
    assertThat(statistics(dense, Strata.each(SLOTS), Blas.PLAIN).bytes())
        .isEqualTo(SLOTS * triangle);
  }
}
