package io.shrinkage.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.statistics.KeyDictionary;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedFeaturesTest {
  private static final FeatureSpec GENRE = FeatureSpec.oneHot("genre", "genre");
  private static final FeatureSpec YEAR = FeatureSpec.numeric("year", "year");
  private static final FeatureSpec DEVICE = FeatureSpec.oneHot("device", "device");
  private static final FeatureSpec HOUR = FeatureSpec.numeric("hour", "hour");

  private static MovieCatalog catalog() {
    MovieCatalog catalog = new MovieCatalog(List.of(GENRE, YEAR));
    catalog.keys().add(10);
    catalog.add("Ten", Arrays.asList("Drama", 1999.0), null, List.of(0, 0));
    catalog.keys().add("b");
    catalog.add("Bee", Arrays.asList("Comedy", null), null, List.of(0, 1));
    return catalog;
  }

  private static KeyDictionary keys() {
    KeyDictionary keys = new KeyDictionary();
    keys.add(new ExtendedKey.Writer().item("b").value("tv").value(20).text());
    keys.add(new ExtendedKey.Writer().item(10).value("tv").missing().text());
    keys.add(new ExtendedKey.Writer().item(10).missing().value(0.5).text());
    keys.add(new ExtendedKey.Writer().item(99).value("pc").value(20).text());
    keys.add(new ExtendedKey.Writer().noItem().value("pc").value(3).text());
    return keys;
  }

  @Test
  void everyKeyHasItsItem() {
    KeyedRows rows = KeyedRows.of(keys(), 2);
    assertThat(rows.items().size()).isEqualTo(3);
    assertThat(rows.item(1)).isEqualTo(rows.item(2));
    assertThat(rows.items().text(rows.item(0))).isEqualTo("b");
    assertThat(rows.items().text(rows.item(3))).isEqualTo("99");
    assertThat(rows.item(4)).isEqualTo(-1);

    KeyDictionary plain = new KeyDictionary();
    plain.add(7);
    assertThat(KeyedRows.of(plain, 0).items()).isSameAs(plain);
    assertThat(KeyedRows.of(plain, 0).item(0)).isZero();
    assertThatThrownBy(() -> KeyedRows.of(keys(), 3)).hasMessageContaining("expected 3");
  }

  @Test
  void valuesComeFromTheMovieAndFromTheKeyInTheOrderOfTheFeatures() {
    List<FeatureSpec> features = List.of(HOUR, GENRE, DEVICE, YEAR);
    KeyedFeatures values =
        new KeyedFeatures(KeyedRows.of(keys(), 2), List.of(DEVICE, HOUR), catalog(), features);
    Object[][] expected = {
      {20.0, "Comedy", "tv", null},
      {null, "Drama", "tv", 1999.0},
      {0.5, "Drama", null, 1999.0},
      {20.0, null, "pc", null},
      {3.0, null, "pc", null}
    };

    RecordBlockBuilder building = new RecordBlockBuilder(0, features);
    for (int key = 0; key < expected.length; key++) {
      building.startFeatures();
      values.copyTo(building, key);
      building.addRating(1, 1, 1);
      building.endRow(0, key);
    }
    RecordBlock block = building.build();
    for (int key = 0; key < expected.length; key++) {
      for (int i = 0; i < features.size(); i++) {
        Object wanted = expected[key][i];
        RawColumn column = block.column(i);
        if (wanted == null) {
          assertThat(column.isMissing(key)).as("%d, %d", key, i).isTrue();
          assertThat(values.row(key).text(i)).isEmpty();
          assertThat(values.row(key).number(i)).isNaN();
        } else if (column instanceof NumericColumn numbers) {
          assertThat(numbers.value(key)).isEqualTo(wanted);
          assertThat(values.row(key).number(i)).isEqualTo(wanted);
        } else if (column instanceof CategoricalColumn texts) {
          assertThat(texts.text(texts.code(key))).isEqualTo(wanted);
          assertThat(values.row(key).text(i)).isEqualTo(wanted);
        }
      }
    }
  }

  @Test
  void aFeatureOfAnotherModelIsFoundByWhatItReads() {
    List<FeatureSpec> held = List.of(DEVICE, HOUR);
    FeatureSpec renamed = FeatureSpec.numeric("time", "hour").withMissing(Missing.ZERO);
    assertThat(KeyedFeatures.find(held, renamed)).isEqualTo(1);
    assertThat(KeyedFeatures.find(held, HOUR.withRange(0, 12))).isEqualTo(-1);
    assertThat(KeyedFeatures.find(held, FeatureSpec.oneHot("hour", "hour"))).isEqualTo(-1);
    assertThat(KeyedFeatures.find(held, FeatureSpec.multiHot("device", "device", "|")))
        .isEqualTo(-1);
    List<FeatureSpec> ofTwoTables = List.of(HOUR.withFrom(From.RATINGS), HOUR.withFrom(From.USERS));
    assertThat(KeyedFeatures.find(ofTwoTables, HOUR.withFrom(From.USERS))).isEqualTo(1);
    assertThat(KeyedFeatures.find(ofTwoTables, HOUR)).isZero();
    assertThat(KeyedFeatures.find(ofTwoTables, HOUR.withFrom(From.MOVIES))).isEqualTo(-1);
    assertThatThrownBy(
            () ->
                new KeyedFeatures(
                    KeyedRows.of(keys(), 2), held, catalog(), List.of(HOUR.withRange(0, 12))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hour");
  }
}
