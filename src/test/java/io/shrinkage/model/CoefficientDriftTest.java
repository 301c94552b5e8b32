package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.model.CoefficientDrift.Change;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoefficientDriftTest {
  private static LinearModel model(List<String> genres, double... standardized) {
    FeatureSpace space =
        FeatureSpace.of(
            List.of(
                FeatureGroup.categorical(
                    FeatureSpec.multiHot("genre", "genres", "|"),
                    genres,
                    Collections.nCopies(genres.size(), 9L),
                    List.of())));
    double[] none = new double[standardized.length];
    return new LinearModel(space, none, standardized, 3, new FitTerms(0.25, 0.5, 0.5, 5));
  }

  private static final LinearModel FORMER = model(List.of("Drama", "Horror", "War"), 3, 0, 4);
  private static final LinearModel LATTER = model(List.of("Comedy", "Drama", "War"), 2, -1, 0);

  @Test
  void columnsAreMatchedByName() {
    CoefficientDrift drift = CoefficientDrift.between(FORMER, LATTER);
    assertThat(drift.entered()).as("Comedy").isEqualTo(1);
    assertThat(drift.left()).as("War").isEqualTo(1);
    assertThat(drift.signChanges()).as("Drama").isEqualTo(1);
    // Changes of 2, -4 and -4; lengths 5 and √5, product -3.
    assertThat(drift.distance()).isEqualTo(6);
    assertThat(drift.cosine()).isCloseTo(-3 / (5 * Math.sqrt(5)), within(1e-15));
    assertThat(drift.changes())
        .containsExactly(
            new Change("genre=Drama", 3.0, -1.0),
            new Change("genre=War", 4.0, 0.0),
            new Change("genre=Comedy", null, 2.0));
  }

  @Test
  void aModelThatStaysHasNoDriftAndNothingHasNoDirection() {
    CoefficientDrift same = CoefficientDrift.between(FORMER, FORMER);
    assertThat(same.distance()).isZero();
    assertThat(same.cosine()).isCloseTo(1, within(1e-15));
    assertThat(same.changes()).isEmpty();
    LinearModel nothing = model(List.of("Drama"), 0);
    assertThat(CoefficientDrift.between(FORMER, nothing).cosine()).isNull();
  }

  @Test
  void aFitStartsFromTheWeightsOfTheSameNames() {
    assertThat(FORMER.standardizedIn(LATTER.space())).containsExactly(0, 3, 4);
  }

  @Test
  void whatIsWrittenIsRead() {
    RetrainSummary written =
        new RetrainSummary(
            "2024-01-31",
            "inputs",
            true,
            "better",
            "former",
            "latter",
            0.5,
            null,
            List.of(),
            List.of("2024-01-31"),
            List.of(),
            List.of(),
            false,
            "former",
            CoefficientDrift.between(FORMER, LATTER));
    ObjectNode node = JsonFile.object();
    RetrainJson.retrain(node, written);
    assertThat(RetrainJson.retrain(new JsonPart("run.json", "retrain", node))).isEqualTo(written);
    assertThat(node.get("warm_started_from").asText()).isEqualTo("former");
    assertThat(node.at("/drift/changes/2/champion").isNull()).isTrue();
  }
}
