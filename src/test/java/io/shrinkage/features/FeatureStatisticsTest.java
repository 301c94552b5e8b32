package io.shrinkage.features;

import static io.shrinkage.features.Blocks.ALL;
import static io.shrinkage.features.Blocks.counts;
import static io.shrinkage.features.Blocks.names;
import static io.shrinkage.features.Blocks.space;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.statistics.RatingGroups;
import io.shrinkage.statistics.SlotSet;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeatureStatisticsTest {
  private static final FeatureSpec DIRECTOR = FeatureSpec.oneHot("director", "director");
  private static final FeatureSpec GENRE = FeatureSpec.multiHot("genre", "genres", "|");
  private static final FeatureSpec YEAR = FeatureSpec.numeric("year", "year");

  @Test
  void levelsAreSortedByTextAndNamedAfterTheirFeature() {
    FeatureSpace space = space(DIRECTOR, CategoricalColumn.of("Bong Joon Ho", " Abel ", "abel"));

    assertThat(names(space))
        .containsExactly("director=Abel", "director=Bong Joon Ho", "director=abel");
  }

  @Test
  void rareLevelsShareOneColumn() {
    FeatureSpace space =
        space(DIRECTOR.withMinCount(2), CategoricalColumn.of("A", "B", "A", "C", "B", "D"));

    assertThat(names(space)).containsExactly("director=A", "director=B", "director=(other)");
    assertThat(counts(space)).containsExactly(2L, 2L, 2L);
  }

  @Test
  void pooledAndMissingColumnsExistOnlyWhereTrainingRowsNeedThem() {
    CategoricalColumn column = CategoricalColumn.of("A", "", "  ");

    assertThat(names(space(DIRECTOR, column))).containsExactly("director=A", "director=(missing)");
    assertThat(names(space(DIRECTOR.withMissing(Missing.ZERO), column)))
        .containsExactly("director=A");
  }

  @Test
  void ratingsAreCountedNotRows() {
    RecordBlock block =
        Blocks.of(0, new int[2], new long[] {30, 7}, CategoricalColumn.of("A", "B"));
    FeatureSpec spec = DIRECTOR.withMinCount(20);

    FeatureSpace space = new FeatureStatistics(List.of(spec)).add(block, ALL).space(List.of(spec));

    assertThat(names(space)).containsExactly("director=A", "director=(other)");
    assertThat(counts(space)).containsExactly(30L, 7L);
  }

  @Test
  void rowsOfOtherSlotsLeaveNoTrace() {
    RecordBlock block =
        Blocks.of(
            0,
            new int[] {0, 1},
            new long[] {1, 1},
            CategoricalColumn.of("A", "B"),
            NumericColumn.of(2000, 1900));
    List<FeatureSpec> specs = List.of(DIRECTOR, YEAR);

    FeatureSpace space =
        new FeatureStatistics(specs).add(block, SlotSet.of(2, slot -> slot == 0)).space(specs);

    assertThat(names(space)).containsExactly("director=A", "year");
    assertThat(space.origins()).containsExactly(0, 2000);
  }

  @Test
  void numbersWhoseSumExceedsADoubleAreRefused() {
    assertThatThrownBy(() -> space(YEAR, NumericColumn.of(1e308, -1e308, 1e308)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("values of 'year' are so large that their sum exceeds a double")
        .hasMessageContaining("bound them by the feature's range");
  }

  @Test
  void multiHotSplitsOnTheLiteralSeparatorTrimsAndCountsALevelOnce() {
    FeatureSpace space = space(GENRE, CategoricalColumn.of("Drama| Crime ||Drama", "Crime", "|"));

    assertThat(names(space)).containsExactly("genre=Crime", "genre=Drama", "genre=(missing)");
    assertThat(counts(space)).containsExactly(2L, 1L, 1L);
  }

  @Test
  void ratingWithTwoRareLevelsCountsOnceForThePool() {
    FeatureSpace space = space(GENRE.withMinCount(2), CategoricalColumn.of("A|B|C", "A|D", "A"));

    assertThat(names(space)).containsExactly("genre=A", "genre=(other)");
    assertThat(counts(space)).containsExactly(3L, 2L);
  }

  @Test
  void levelsNamedLikeThePoolOrLikeMissingJoinThem() {
    FeatureSpace space =
        space(DIRECTOR, CategoricalColumn.of("(other)", "(missing)", "A", "(other)"));

    assertThat(names(space))
        .containsExactly("director=A", "director=(other)", "director=(missing)");
    assertThat(counts(space)).containsExactly(1L, 2L, 1L);
  }

  @Test
  void meanIsWeightedAndLeavesMissingOut() {
    // (1990·1 + 2000·3) / 4 = 1997.5
    RecordBlock block =
        Blocks.of(0, new int[3], new long[] {1, 3, 9}, NumericColumn.of(1990, 2000, Double.NaN));

    FeatureSpace space = new FeatureStatistics(List.of(YEAR)).add(block, ALL).space(List.of(YEAR));

    assertThat(space.group(0).origin()).isEqualTo(1997.5);
    assertThat(space.group(0).fill()).isEqualTo(1997.5);
    assertThat(space.group(0).count(0)).isEqualTo(4);
  }

  @Test
  void missingAsZeroEntersTheOrigin() {
    FeatureSpace space =
        space(YEAR.withMissing(Missing.ZERO), NumericColumn.of(10, Double.NaN, 20, Double.NaN));

    assertThat(space.group(0).origin()).isEqualTo(7.5);
    assertThat(space.group(0).fill()).isZero();
  }

  @Test
  void constantColumnHasItsValueAsOriginToTheLastBit() {
    double value = 0.1;
    FeatureStatistics statistics = new FeatureStatistics(List.of(YEAR));
    for (int block = 0; block < 7; block++) {
      statistics.merge(
          new FeatureStatistics(List.of(YEAR))
              .add(Blocks.of(NumericColumn.of(value, value, value)), ALL));
    }

    assertThat(statistics.space(List.of(YEAR)).group(0).origin()).isEqualTo(value);
  }

  @Test
  void numericColumnWithoutAnyValueHasOriginZero() {
    FeatureSpace space = space(YEAR, NumericColumn.of(Double.NaN, Double.NaN));

    assertThat(space.group(0).origin()).isZero();
    assertThat(space.group(0).count(0)).isZero();
  }

  @Test
  void splittingTheRowsIntoBlocksChangesNothingButLastBits() {
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int rows = 2 + random.nextInt(40);
      int cut = 1 + random.nextInt(rows - 1);
      String[] texts = new String[rows];
      double[] numbers = new double[rows];
      long[] counts = new long[rows];
      for (int row = 0; row < rows; row++) {
        texts[row] = random.nextInt(5) == 0 ? "" : "L" + random.nextInt(6);
        numbers[row] = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble() * 100;
        counts[row] = 1L + random.nextInt(5);
      }

      List<FeatureSpec> specs = List.of(DIRECTOR.withMinCount(4), YEAR);
      FeatureSpace whole = part(specs, texts, numbers, counts, 0, rows).space(specs);
      FeatureSpace merged =
          part(specs, texts, numbers, counts, 0, cut)
              .merge(part(specs, texts, numbers, counts, cut, rows))
              .space(specs);

      assertThat(merged.group(0)).as("seed %d", seed).isEqualTo(whole.group(0));
      assertThat(merged.group(1).count(0)).isEqualTo(whole.group(1).count(0));
      assertThat(merged.group(1).origin())
          .as("seed %d", seed)
          .isCloseTo(whole.group(1).origin(), within(1e-12));
    }
  }

  private static FeatureStatistics part(
      List<FeatureSpec> specs, String[] texts, double[] numbers, long[] counts, int from, int to) {
    CategoricalColumn.Builder text = CategoricalColumn.builder();
    NumericColumn.Builder number = NumericColumn.builder();
    for (int row = from; row < to; row++) {
      text.add(texts[row]);
      number.add(numbers[row]);
    }

    long[] part = Arrays.copyOfRange(counts, from, to);
    return new FeatureStatistics(specs)
        .add(Blocks.of(0, new int[to - from], part, text.build(), number.build()), ALL);
  }

  @Test
  void sumsThatABlockComesWithAreThoseOfItsRows() {
    List<FeatureSpec> specs =
        List.of(FeatureSpec.numeric("a", "a"), FeatureSpec.numeric("b", "b"), YEAR);
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int rows = 1 + random.nextInt(40);
      double[] cells = new double[rows * specs.size()];
      RatingGroups.Builder ratings = RatingGroups.builder();
      CellSums sums = new CellSums(specs.size());
      for (int row = 0; row < rows; row++) {
        double weight = random.nextInt(4);
        boolean gaps = random.nextInt(4) == 0;
        double[] numbers = {
          gaps ? Double.NaN : random.nextInt(3),
          gaps && random.nextBoolean() ? Double.NaN : random.nextDouble(),
          seed == 1 ? Double.NaN : random.nextDouble()
        };
        System.arraycopy(numbers, 0, cells, row * numbers.length, numbers.length);
        ratings.add(3, 1, weight).endRow();
        boolean zeros = Arrays.stream(numbers).anyMatch(number -> number == 0);
        sums.add(numbers, gaps || seed == 1, zeros, 1, weight);
      }
      int[] slots = new int[rows];
      Arrays.fill(slots, 1);
      RecordBlock block =
          RecordBlock.ofNumbers(0, cells, specs.size(), true, slots, slots, ratings.build());
      RecordBlock summed = block.withSums(sums).withItems(new int[rows]);

      assertThat(statistics(specs, summed, 1))
          .as("seed %d", seed)
          .isEqualTo(statistics(specs, block, 1));
      assertThat(summed.sums()).isSameAs(sums);
      assertThat(statistics(specs, summed, 0)).isEqualTo(statistics(specs, block, 0));
    }
  }

  /** What the ratings of one slot say of each feature. */
  private static List<FeatureGroup> statistics(
      List<FeatureSpec> specs, RecordBlock block, int slot) {
    FeatureSpace space =
        new FeatureStatistics(specs).add(block, SlotSet.of(2, s -> s == slot)).space(specs);
    return List.of(space.group(0), space.group(1), space.group(2));
  }

  @Test
  void statisticsOfOtherFeaturesAreRefused() {
    FeatureStatistics one = new FeatureStatistics(List.of(YEAR));

    assertThatThrownBy(() -> one.merge(new FeatureStatistics(List.of(YEAR, DIRECTOR))))
        .hasMessage("statistics of 1 features meet 2");
    assertThatThrownBy(() -> one.add(Blocks.of(CategoricalColumn.of("A")), ALL))
        .hasMessage("block 0: column 0 holds text, expected numbers");
  }
}
