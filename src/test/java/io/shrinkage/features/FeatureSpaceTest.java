package io.shrinkage.features;

import static io.shrinkage.features.Blocks.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSpaceTest {
  private static final FeatureSpec GENRE = FeatureSpec.multiHot("genre", "genres", "|");
  private static final FeatureSpec USELESS = FeatureSpec.oneHot("useless", "u");
  private static final FeatureSpec YEAR = FeatureSpec.numeric("year", "y").withPenaltyFactor(0.5);
  private static final List<FeatureSpec> SPECS =
      List.of(GENRE, USELESS.withMissing(Missing.ZERO), YEAR, USELESS.withMissing(Missing.ZERO));

  private static FeatureSpace example() {
    RecordBlock block =
        Blocks.of(
            CategoricalColumn.of("B|A", ""),
            CategoricalColumn.of("", ""),
            NumericColumn.of(1, 2),
            CategoricalColumn.of("", ""));
    return new FeatureStatistics(SPECS).add(block, ALL).space(SPECS);
  }

  @Test
  void everyColumnKnowsItsFeature() {
    FeatureSpace space = example();

    assertThat(space.dimension()).isEqualTo(4);
    assertThat(space.columns())
        .containsExactly(
            new FeatureColumn(0, "genre=A", "genre", "A", 1),
            new FeatureColumn(1, "genre=B", "genre", "B", 1),
            new FeatureColumn(2, "genre=(missing)", "genre", "(missing)", 1),
            new FeatureColumn(3, "year", "year", "", 2));
    for (FeatureColumn column : space.columns()) {
      assertThat(space.group(space.featureOf(column.index())).name()).isEqualTo(column.feature());
      assertThat(space.columnName(column.index())).isEqualTo(column.name());
      assertThat(space.indexOf(column.name())).hasValue(column.index());
    }

    assertThat(space.indexOf("genre=C")).isEmpty();
  }

  @Test
  void featuresWithoutLevelsHaveNoColumns() {
    FeatureSpace space = example();

    assertThat(space.columnsOf(1)).isZero();
    assertThat(space.firstColumn(1)).isEqualTo(3);
    assertThat(space.firstColumn(2)).isEqualTo(3);
    assertThat(space.columnsOf(2)).isEqualTo(1);
  }

  @Test
  void penaltyFactorsAndOriginsFollowTheColumns() {
    assertThat(example().penaltyFactors()).containsExactly(1, 1, 1, 0.5);
    assertThat(example().origins()).containsExactly(0, 0, 0, 1.5);
  }

  @Test
  void spaceRebuiltFromItsPartsIsEqual() {
    FeatureSpace space = example();
    List<FeatureGroup> groups = new ArrayList<>();
    for (FeatureGroup group : space.groups()) {
      List<Long> counts = new ArrayList<>();
      for (int k = 0; k < group.columns(); k++) {
        counts.add(group.count(k));
      }

      groups.add(
          group.spec().kind().isCategorical()
              ? FeatureGroup.categorical(group.spec(), group.levels(), counts, group.pooled())
              : FeatureGroup.numeric(group.spec(), group.origin(), counts.get(0)));
    }

    FeatureSpace rebuilt = FeatureSpace.of(groups);

    assertThat(rebuilt).isEqualTo(space).hasSameHashCodeAs(space);
    assertThat(rebuilt.specs()).isEqualTo(SPECS);
    groups.set(2, FeatureGroup.numeric(YEAR, 1.25, 2));
    assertThat(FeatureSpace.of(groups)).isNotEqualTo(space);
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    FeatureGroup genre = FeatureGroup.categorical(GENRE, List.of("A"), List.of(1L), List.of());
    FeatureGroup number = FeatureGroup.numeric(FeatureSpec.numeric("genre=A", "a"), 0, 1);

    assertThatThrownBy(() -> FeatureSpace.of(List.of(genre, number)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "feature 'genre=A' gives a second column named 'genre=A'; give one of the features"
                + " another name");
  }

  @Test
  void groupsThatCannotBeAreRefused() {
    assertThatThrownBy(
            () -> FeatureGroup.categorical(GENRE, List.of("B", "A"), List.of(1L, 1L), List.of()))
        .hasMessage("feature 'genre' has the levels 'B' and 'A' out of order");
    assertThatThrownBy(
            () ->
                FeatureGroup.categorical(
                    GENRE, List.of("(missing)", "(other)"), List.of(1L, 1L), List.of()))
        .hasMessageContaining("out of order");
    assertThatThrownBy(() -> FeatureGroup.categorical(GENRE, List.of("A"), List.of(), List.of()))
        .hasMessage("feature 'genre' has 1 levels and 0 counts");
    assertThatThrownBy(() -> FeatureGroup.numeric(YEAR, Double.NaN, 0))
        .hasMessage("feature 'year' has the origin NaN");
    assertThatThrownBy(() -> FeatureGroup.numeric(GENRE, 0, 0))
        .hasMessage("feature 'genre' is not numeric");
  }
}
