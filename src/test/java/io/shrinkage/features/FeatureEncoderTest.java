package io.shrinkage.features;

import static io.shrinkage.features.Blocks.ALL;
import static io.shrinkage.features.Blocks.encodeNumber;
import static io.shrinkage.features.Blocks.encodeText;
import static io.shrinkage.features.Blocks.space;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.linalg.DenseRows;
import io.shrinkage.linalg.RowCursor;
import io.shrinkage.linalg.SparseRows;
import io.shrinkage.statistics.RowBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {
  private static final FeatureSpec DIRECTOR = FeatureSpec.oneHot("director", "director");
  private static final FeatureSpec GENRE = FeatureSpec.multiHot("genre", "genres", "|");
  private static final FeatureSpec YEAR = FeatureSpec.numeric("year", "year");

  @Test
  void levelIsOneEntryInItsColumn() {
    FeatureSpace space = space(DIRECTOR, CategoricalColumn.of("A", "B", "C"));

    assertThat(encodeText(space, " B ")).containsExactly(0, 1, 0);
  }

  @Test
  void rareAndUnseenLevelsEnterThePool() {
    // Columns: A, (other).
    FeatureSpace space = space(DIRECTOR.withMinCount(2), CategoricalColumn.of("A", "A", "rare"));

    assertThat(encodeText(space, "rare")).containsExactly(0, 1);
    assertThat(encodeText(space, "never seen")).containsExactly(0, 1);
  }

  @Test
  void unseenLevelWithoutAPoolIsNoLevel() {
    FeatureSpace space = space(DIRECTOR, CategoricalColumn.of("A", "B"));

    assertThat(encodeText(space, "never seen")).containsExactly(0, 0);
  }

  @Test
  void unseenAsZeroStaysOutOfThePoolButRareLevelsDoNot() {
    FeatureSpec spec = DIRECTOR.withMinCount(2).withUnseen(Unseen.ZERO);
    FeatureSpace space = space(spec, CategoricalColumn.of("A", "A", "rare"));

    assertThat(encodeText(space, "never seen")).containsExactly(0, 0);
    assertThat(encodeText(space, "rare")).containsExactly(0, 1);
  }

  @Test
  void unseenLevelIsRefusedByName() {
    FeatureSpec spec = DIRECTOR.withMinCount(2).withUnseen(Unseen.REJECT);
    FeatureSpace space = space(spec, CategoricalColumn.of("A", "A", "rare"));

    assertThat(encodeText(space, "rare")).containsExactly(0, 1);
    assertThatThrownBy(() -> encodeText(space, "never seen"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("feature 'director' has the level 'never seen'")
        .hasMessageContaining("leave the row out, or train with another policy");
  }

  @Test
  void missingTextTakesItsColumnWhereThereIsOne() {
    FeatureSpace with = space(DIRECTOR, CategoricalColumn.of("A", ""));
    FeatureSpace without = space(DIRECTOR, CategoricalColumn.of("A", "A"));
    FeatureSpace zero = space(DIRECTOR.withMissing(Missing.ZERO), CategoricalColumn.of("A", ""));

    assertThat(encodeText(with, "")).containsExactly(0, 1);
    assertThat(encodeText(without, "")).containsExactly(0);
    assertThat(encodeText(zero, "")).containsExactly(0);
  }

  @Test
  void missingValueIsRefusedByName() {
    FeatureSpace text = space(DIRECTOR.withMissing(Missing.REJECT), CategoricalColumn.of("A"));
    FeatureSpace number = space(YEAR.withMissing(Missing.REJECT), NumericColumn.of(2000));

    assertThatThrownBy(() -> encodeText(text, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("feature 'director' has no value in a row");
    assertThatThrownBy(() -> encodeNumber(number, Double.NaN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("feature 'year' has no value in a row");
  }

  @Test
  void twoRareLevelsOfARowAreOneEntry() {
    // Columns: A, (other).
    FeatureSpace space = space(GENRE.withMinCount(2), CategoricalColumn.of("A|B|C", "A"));

    assertThat(encodeText(space, "C|A|B|never seen")).containsExactly(1, 1);
  }

  @Test
  void numberIsStoredAsItsDistanceFromTheMean() {
    FeatureSpace space = space(YEAR, NumericColumn.of(1990, 2000, Double.NaN));

    assertThat(encodeNumber(space, 2001)).containsExactly(6);
    assertThat(encodeNumber(space, 0)).containsExactly(-1995);
  }

  @Test
  void imputedMeanIsExactlyZero() {
    NumericColumn column = NumericColumn.of(1990, 2000, Double.NaN, 1995);
    FeatureSpace space = space(YEAR, column);

    RowBlock encoded = new FeatureEncoder(space).encode(Blocks.of(column));

    assertThat(onlyColumn(encoded)).containsExactly(-5, 5, 0, 0);
  }

  @Test
  void missingAsZeroIsTheNumberZero() {
    FeatureSpace space = space(YEAR.withMissing(Missing.ZERO), NumericColumn.of(10, Double.NaN));

    assertThat(encodeNumber(space, Double.NaN)).containsExactly(-5);
    assertThat(encodeNumber(space, Double.NaN)).isEqualTo(encodeNumber(space, 0));
  }

  @Test
  void constantColumnIsExactlyZero() {
    NumericColumn column = NumericColumn.of(0.1, 0.1, 0.1);

    RowBlock encoded = new FeatureEncoder(space(YEAR, column)).encode(Blocks.of(column));

    assertThat(onlyColumn(encoded)).containsExactly(0, 0, 0);
  }

  private static double[] onlyColumn(RowBlock block) {
    assertThat(block.x().columns()).isEqualTo(1);
    return IntStream.range(0, block.rows()).mapToDouble(row -> block.x().value(row, 0)).toArray();
  }

  @Test
  void numbersAloneMakeDenseRows() {
    NumericColumn numbers = NumericColumn.of(1, 2);
    CategoricalColumn texts = CategoricalColumn.of("A", "B");
    assertThat(new FeatureEncoder(space(YEAR, numbers)).encode(Blocks.of(numbers)).x())
        .isInstanceOf(DenseRows.class);
    assertThat(new FeatureEncoder(space(DIRECTOR, texts)).encode(Blocks.of(texts)).x())
        .isInstanceOf(SparseRows.class);
  }

  @Test
  void predictionOfEncodedRowsIsTheSumOverRawValues() {
    List<FeatureSpec> specs = List.of(GENRE, DIRECTOR, YEAR);
    String[] genres = {"A|B", "", "B|C|A", "C", "A"};
    String[] directors = {"X", "Y", "", "Y", "X"};
    double[] years = {1990, 2000, Double.NaN, 2010, 2020};
    RecordBlock block =
        Blocks.of(
            CategoricalColumn.of(genres), CategoricalColumn.of(directors), NumericColumn.of(years));
    FeatureSpace space = new FeatureStatistics(specs).add(block, ALL).space(specs);
    FeatureEncoder encoder = new FeatureEncoder(space);
    RowBlock encoded = encoder.encode(block);
    SplittableRandom random = new SplittableRandom(5);
    double[] weights = random.doubles(space.dimension(), -1, 1).toArray();
    // Stored numbers have their origin taken off, so the intercept in original units is b − Σ w·o.
    double intercept = 0.25;
    for (int column = 0; column < weights.length; column++) {
      intercept -= weights[column] * encoder.origins()[column];
    }

    RowCursor x = encoded.x().cursor();
    for (int row = 0; row < years.length; row++) {
      double sum = intercept;
      String[] levels =
          genres[row].isEmpty() ? new String[] {"(missing)"} : genres[row].split("\\|");
      for (String level : levels) {
        sum += weights[space.indexOf("genre=" + level).orElseThrow()];
      }

      String director = directors[row].isEmpty() ? "(missing)" : directors[row];
      sum += weights[space.indexOf("director=" + director).orElseThrow()];
      double year = Double.isNaN(years[row]) ? 2005 : years[row];
      sum += weights[space.indexOf("year").orElseThrow()] * year;

      assertThat(0.25 + x.moveTo(row).dot(weights)).isCloseTo(sum, within(1e-11));
    }
  }

  @Test
  void oneRowIsEncodedLikeTheSameRowOfABlock() {
    List<FeatureSpec> specs = List.of(GENRE.withMinCount(2), YEAR);
    String[] genres = {"A|B", "", "B|C|A", "C|D"};
    double[] years = {1990, 2000, Double.NaN, 2010};
    RecordBlock block = Blocks.of(CategoricalColumn.of(genres), NumericColumn.of(years));
    FeatureSpace space = new FeatureStatistics(specs).add(block, ALL).space(specs);
    RowBlock encoded = new FeatureEncoder(space).encode(block);

    for (int row = 0; row < years.length; row++) {
      double[] fromBlock = new double[space.dimension()];
      encoded.x().forEach(row, (column, value) -> fromBlock[column] = value);

      assertThat(Blocks.encode(space, new String[] {genres[row], ""}, new double[] {0, years[row]}))
          .containsExactly(fromBlock);
    }
  }

  @Test
  void encodedBlockKeepsNumberSlotsItemsAndRatings() {
    RecordBlock block =
        Blocks.of(7, new int[] {3, 5}, new long[] {2, 4}, CategoricalColumn.of("A", "B"));

    RowBlock encoded =
        new FeatureEncoder(space(DIRECTOR, CategoricalColumn.of("A", "B"))).encode(block);

    assertThat(encoded.index()).isEqualTo(7);
    assertThat(encoded.slot(1)).isEqualTo(5);
    assertThat(encoded.item(1)).isEqualTo(1);
    assertThat(encoded.ratings().count(1)).isEqualTo(4);
  }

  @Test
  void encoderSurvivesSerialization() throws IOException, ClassNotFoundException {
    FeatureSpace space = space(GENRE.withMinCount(2), CategoricalColumn.of("A|B", "A", ""));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new FeatureEncoder(space));
    }

    FeatureEncoder copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (FeatureEncoder) in.readObject();
    }

    RowBlock encoded = copy.encode(Blocks.of(CategoricalColumn.of("B|A")));
    assertThat(encoded.x().cursor().moveTo(0).dot(new double[] {1, 10, 100})).isEqualTo(11);
  }

  @Test
  void blockOfOtherFeaturesIsRefused() {
    FeatureEncoder encoder = new FeatureEncoder(space(YEAR, NumericColumn.of(1, 2)));

    assertThatThrownBy(
            () -> encoder.encode(Blocks.of(NumericColumn.of(1), CategoricalColumn.of("A"))))
        .hasMessage("block 0 has 2 features, expected 1");
    assertThatThrownBy(() -> encoder.encode(Blocks.of(CategoricalColumn.of("A"))))
        .hasMessage("block 0: column 0 holds text, expected numbers");
  }

  @Test
  void blockOfUnequalPartsIsRefused() {
    assertThatThrownBy(() -> Blocks.of(NumericColumn.of(1, 2), NumericColumn.of(1)))
        .hasMessage("block 0: column 1 has 1 rows, expected 2");
  }

  @Test
  void dictionaryHoldsEachTextOnce() {
    String[] texts = new String[100];
    Arrays.fill(texts, "A");
    texts[50] = " A ";
    texts[99] = " ";

    CategoricalColumn column = CategoricalColumn.of(texts);

    assertThat(column.distinct()).isEqualTo(1);
    assertThat(column.rows()).isEqualTo(100);
    assertThat(column.isMissing(99)).isTrue();
    assertThat(column.code(50)).isZero();
  }

  @Test
  void infiniteNumberIsRefused() {
    assertThatThrownBy(() -> NumericColumn.of(1, Double.POSITIVE_INFINITY))
        .hasMessage("value of row 1 is Infinity");
  }
}
