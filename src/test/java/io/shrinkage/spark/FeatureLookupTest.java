package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.config.ConfigException;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.From;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FeatureLookupTest {
  private static final StructType MOVIES = table("movieId", "genres", "year", "note");
  private static final StructType USERS = table("userId", "age", "note");
  private static final StructType RATINGS = table("userId", "movieId", "rating", "year", "note");

  private static final FeatureSpec GENRE = FeatureSpec.oneHot("genre", "genres");
  private static final FeatureSpec AGE = FeatureSpec.numeric("age", "age");
  private static final FeatureSpec NOTE = FeatureSpec.oneHot("note", "note");
  private static final FeatureSpec STARS = FeatureSpec.numeric("stars", "rating");

  private static StructType table(String... columns) {
    StructType table = new StructType();
    for (String column : columns) {
      table = table.add(column, DataTypes.StringType);
    }
    return table;
  }

  private static FeatureLookup lookup(FeatureSpec... specs) {
    return new FeatureLookup(List.of(specs), Optional.of(MOVIES), Optional.of(USERS), RATINGS);
  }

  @Test
  void aFeatureIsOfTheMovieOrOfTheRowInTheOrderOfTheConfiguration() {
    FeatureLookup lookup = lookup(STARS, GENRE, AGE, NOTE.withFrom(From.MOVIES));

    assertThat(lookup.ofMovies()).containsExactly(1, 3);
    assertThat(lookup.movieFeatures()).containsExactly(GENRE, NOTE.withFrom(From.MOVIES));
    assertThat(lookup.ofRows()).containsExactly(0, 2);
    assertThat(lookup.rowFeatures())
        .containsExactly(STARS.withFrom(From.RATINGS), AGE.withFrom(From.USERS));
  }

  @Test
  void aColumnOfSeveralTablesIsAmbiguousUntilOneIsNamed() {
    assertThatThrownBy(() -> lookup(NOTE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("features[note].column")
        .hasMessageContaining(
            "the movies and the users and the ratings have this column; set from = movies or from"
                + " = users or from = ratings");
    assertThatThrownBy(() -> lookup(FeatureSpec.oneHot("who", "userId")))
        .hasMessageContaining("the users and the ratings have this column");
    assertThatThrownBy(() -> lookup(FeatureSpec.numeric("year", "year")))
        .hasMessageContaining("the movies and the ratings have this column");

    assertThat(lookup(NOTE.withFrom(From.USERS), NOTE.withFrom(From.RATINGS)).rowFeatures())
        .containsExactly(NOTE.withFrom(From.USERS), NOTE.withFrom(From.RATINGS));
    assertThat(UsersTable.column(NOTE.withFrom(From.RATINGS))).isEqualTo("note");
    assertThat(UsersTable.column(NOTE.withFrom(From.USERS))).isNotEqualTo("note");
  }

  @Test
  void aColumnOfNoTableIsMissedWithTheColumnsThatThereAre() {
    assertThatThrownBy(() -> lookup(FeatureSpec.numeric("height", "height")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "feature 'height': no table has the column 'height'; movies has [movieId, genres, year,"
                + " note]; users has [userId, age, note]; ratings has [userId, movieId, rating,"
                + " year, note]");
    assertThatThrownBy(() -> lookup(GENRE.withFrom(From.USERS)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no table has the column 'genres', from = users; ");
    assertThatThrownBy(
            () -> new FeatureLookup(List.of(AGE), Optional.empty(), Optional.empty(), RATINGS))
        .hasMessageEndingWith("'age'; ratings has [userId, movieId, rating, year, note]");
  }
}
