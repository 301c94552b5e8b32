package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.features.MovieCatalog;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovieRankingTest {
  private final MovieCatalog catalog = new MovieCatalog(SampleModel.space().specs());

  private void movie(long key, String genres, Double year, String rejection) {
    catalog.keys().add(key);
    catalog.add("Movie " + key, Arrays.asList(genres, year), rejection, List.of(0, 0));
  }

  private MovieRanking ranking() {
    return MovieRanking.of(RowPredictor.of(SampleModel.model()), catalog);
  }

  @Test
  void bestComesFirstAndTiesFollowTheirKeys() {
    movie(30, "War", 1990.5, null);
    movie(9, "Drama", 1990.5, null);
    movie(7, null, null, null);

    MovieRanking ranking = ranking();

    assertThat(ranking.title(0)).contains("Movie 9");
    assertThat(ranking.title(1)).contains("Movie 7");
    assertThat(ranking.title(2)).contains("Movie 30");
    assertThat(ranking.prediction(0)).isEqualTo(4.1875);
    assertThat(ranking.contributions(0)).containsExactly(0.5, 0);
  }

  @Test
  void thresholdKeepsWhatReachesIt() {
    movie(1, "Drama", 1990.5, null);
    movie(2, "Drama", 1990.5, null);
    movie(3, "War", 1990.5, null);

    MovieRanking ranking = ranking();

    assertThat(ranking.atLeast(4.1875)).isEqualTo(2);
    assertThat(ranking.atLeast(4.2)).isZero();
    assertThat(ranking.atLeast(Double.NEGATIVE_INFINITY)).isEqualTo(3);
  }

  @Test
  void refusedMovieIsLeftOutAndCounted() {
    movie(1, "Drama", 1990.5, null);
    movie(2, "Drama", 1990.5, "feature_missing");

    MovieRanking ranking = ranking();

    assertThat(ranking.size()).isEqualTo(1);
    assertThat(ranking.refused()).isEqualTo(1);
    assertThat(ranking.refusal()).contains("feature_missing");
  }
}
