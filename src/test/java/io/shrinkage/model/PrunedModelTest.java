package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.Missing;
import io.shrinkage.features.RawRow;
import io.shrinkage.features.Unseen;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.SameRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrunedModelTest {
  private static final String OTHER = "(other)";
  private static final String MISSING = "(missing)";

  @Test
  void predictsTheSameBitsAfterARoundTrip() {
    Cases.check(
        400,
        random -> {
          LinearModel model = model(random);
          LinearModel pruned = roundTrip(model.pruned());
          for (int row = 0; row < 30; row++) {
            long seed = random.nextLong();
            Double expected = prediction(model, seed);
            if (expected != null) {
              assertThat(prediction(pruned, seed)).isEqualTo(expected);
            }
          }
        });
  }

  @Test
  void prunedOncePrunesNoFurther() {
    Cases.check(
        200,
        random -> {
          LinearModel pruned = model(random).pruned();
          assertThat(pruned.pruned().space()).isEqualTo(pruned.space());
          assertThat(pruned.nonZero()).isEqualTo(pruned.pruned().nonZero());
        });
  }

  @Test
  void everyWeightStaysAndEveryOtherColumnHasItsReason() {
    Cases.check(
        200,
        random -> {
          LinearModel model = model(random);
          LinearModel pruned = model.pruned();
          assertThat(pruned.nonZero()).isEqualTo(model.nonZero());
          for (int f = 0; f < pruned.space().features(); f++) {
            FeatureGroup group = pruned.space().group(f);
            assertThat(pruned.nonZero(f)).isPositive();
            boolean shared = group.levels().contains(OTHER) && group.spec().unseen() != Unseen.ZERO;
            if (!shared) {
              assertThat(pruned.nonZero(f)).isEqualTo(group.columns());
            }
          }
        });
  }

  @Test
  void levelsOfNoWeightStayWhereTheyWouldCountAsOther() {
    assertThat(levels(Unseen.OTHER, 1, 0, 0.5, 0)).containsExactly("a", "b", OTHER);
    assertThat(levels(Unseen.ZERO, 1, 0, 0.5, 0)).containsExactly("a", OTHER);
    assertThat(levels(Unseen.OTHER, 1, 0, 0, 0)).containsExactly("a");
    assertThat(levels(Unseen.OTHER, 0, 0, 0, 2)).containsExactly(MISSING);
  }

  @Test
  void levelThatNoTrainingRatingHadIsStillRefused() {
    FeatureGroup group =
        FeatureGroup.categorical(
            FeatureSpec.oneHot("f", "f").withUnseen(Unseen.REJECT),
            List.of("a", "b"),
            List.of(1L, 1L),
            List.of());
    LinearModel pruned = model(List.of(group), 2, 0).pruned();
    assertThat(pruned.space().group(0).pooled()).containsExactly("b");
    assertThat(RowPredictor.of(pruned).predict(text("b"))).isEqualTo(1);
    assertThat(RowPredictor.of(pruned).predict(text("a"))).isEqualTo(3);
    assertThatThrownBy(() -> RowPredictor.of(pruned).predict(text("c")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'c', which no training rating had");
  }

  @Test
  void modelWithoutWeightsIsItsInterceptAlone() throws IOException {
    LinearModel full = SampleModel.model(0, -0.0, 0);
    LinearModel pruned = roundTrip(full.pruned());
    assertThat(pruned.dimension()).isZero();
    assertThat(pruned.space().features()).isZero();
    assertThat(pruned.base()).isEqualTo(252.5);
    assertThat(RowPredictor.clipped(pruned).predict(text("a"))).isEqualTo(5);
    assertThat(pruned.hash()).isNotEqualTo(full.hash());
    assertThat(pruned.fit()).isEqualTo(full.fit());
  }

  private static List<String> levels(Unseen unseen, double... weights) {
    FeatureGroup group =
        FeatureGroup.categorical(
            FeatureSpec.oneHot("f", "f").withUnseen(unseen),
            List.of("a", "b", OTHER, MISSING),
            List.of(3L, 3L, 3L, 3L),
            unseen == Unseen.OTHER ? List.of() : List.of("rare"));
    return model(List.of(group), weights).pruned().space().group(0).levels();
  }

  private static LinearModel model(List<FeatureGroup> groups, double... weights) {
    return new LinearModel(FeatureSpace.of(groups), weights, weights, 1, FitTerms.of(0.1, 1));
  }

  private static LinearModel model(SplittableRandom random) {
    List<FeatureGroup> groups = new ArrayList<>();
    int features = 1 + random.nextInt(5);
    for (int f = 0; f < features; f++) {
      groups.add(group("f" + f, random));
    }
    FeatureSpace space = FeatureSpace.of(groups);
    double zeros = random.nextDouble();
    double[] weights = new double[space.dimension()];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = random.nextDouble() < zeros ? 0.0 : Cases.normal(random);
    }
    return new LinearModel(space, weights, weights, Cases.normal(random), FitTerms.of(0.1, 1));
  }

  private static FeatureGroup group(String name, SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      Missing missing = pick(random, Missing.MEAN, Missing.ZERO, Missing.REJECT);
      return FeatureGroup.numeric(
          FeatureSpec.numeric(name, name).withMissing(missing), Cases.normal(random), 9);
    }
    FeatureSpec spec =
        (random.nextBoolean()
                ? FeatureSpec.oneHot(name, name)
                : FeatureSpec.multiHot(name, name, "|"))
            .withUnseen(pick(random, Unseen.values()))
            .withMissing(pick(random, Missing.LEVEL, Missing.ZERO, Missing.REJECT));
    List<String> levels = new ArrayList<>();
    for (String level : List.of("a", "b", "c", "d")) {
      if (random.nextBoolean()) {
        levels.add(level);
      }
    }
    boolean other = random.nextBoolean();
    if (other) {
      levels.add(OTHER);
    }
    if (spec.missing() == Missing.LEVEL && random.nextBoolean()) {
      levels.add(MISSING);
    }
    List<Long> counts = levels.stream().map(level -> 5L).toList();
    boolean pools = other && spec.unseen() != Unseen.OTHER;
    return FeatureGroup.categorical(spec, levels, counts, pools ? List.of("p", "q") : List.of());
  }

  @SafeVarargs
  private static <T> T pick(SplittableRandom random, T... values) {
    return values[random.nextInt(values.length)];
  }

  // A feature's raw value depends on the seed and its name, so that both models see the same row.
  private static Double prediction(LinearModel model, long seed) {
    List<FeatureGroup> groups = model.space().groups();
    RawRow row =
        new RawRow() {
          private SplittableRandom of(int feature) {
            return new SplittableRandom(seed ^ groups.get(feature).name().hashCode());
          }

          @Override
          public String text(int feature) {
            SplittableRandom random = of(feature);
            String[] texts = {"", "a", "b", "c", "d", "p", "q", "new", OTHER, MISSING};
            boolean several = !groups.get(feature).spec().separator().isEmpty();
            String text = pick(random, texts);
            return several ? text + "|" + pick(random, texts) : text;
          }

          @Override
          public double number(int feature) {
            SplittableRandom random = of(feature);
            return random.nextInt(4) == 0 ? Double.NaN : Cases.normal(random);
          }
        };
    try {
      return RowPredictor.of(model).predict(row);
    } catch (DataException refused) {
      return null;
    }
  }

  private static RawRow text(String text) {
    return new SameRow(text, Double.NaN);
  }

  private static LinearModel roundTrip(LinearModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelJson.write(model, out);
    return ModelJson.read(new ByteArrayInputStream(out.toByteArray()));
  }
}
