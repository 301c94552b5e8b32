package io.shrinkage.model;

import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import java.util.List;

/** A model of two genres and a year, small enough to check by hand. */
final class SampleModel {
  private SampleModel() {}

  static FeatureSpace space() {
    return FeatureSpace.of(
        List.of(
            FeatureGroup.categorical(
                FeatureSpec.multiHot("genre", "genres", "|"),
                List.of("Drama", "War"),
                List.of(30L, 7L),
                List.of()),
            FeatureGroup.numeric(
                FeatureSpec.numeric("year", "released").withRange(1870, 2100), 1990.5, 41)));
  }

  static LinearModel model() {
    return model(0.5, -0.0, -0.125);
  }

  static LinearModel model(double... coefficients) {
    return new LinearModel(
        space(),
        coefficients,
        new double[] {0.25, 0.0, -1.75},
        252.5,
        new FitTerms(0.25, 0.5, 0.5, 5));
  }
}
