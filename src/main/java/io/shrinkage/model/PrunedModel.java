package io.shrinkage.model;

import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.Pruning;
import java.util.ArrayList;
import java.util.List;

/** Makes a model without the columns that it predicts the same without. */
final class PrunedModel {
  private final LinearModel model;
  private final List<FeatureGroup> groups = new ArrayList<>();
  private final List<Integer> columns = new ArrayList<>();

  private PrunedModel(LinearModel model) {
    this.model = model;
  }

  static LinearModel of(LinearModel model) {
    PrunedModel pruned = new PrunedModel(model);
    for (int feature = 0; feature < model.space().features(); feature++) {
      pruned.add(feature);
    }
    return pruned.build();
  }

  private void add(int feature) {
    FeatureGroup group = model.space().group(feature);
    int first = model.space().firstColumn(feature);
    int[] kept = Pruning.columns(group, k -> model.coefficient(first + k) != 0);
    if (kept.length > 0) {
      groups.add(Pruning.group(group, kept));
      for (int k : kept) {
        columns.add(first + k);
      }
    }
  }

  private LinearModel build() {
    return new LinearModel(
        FeatureSpace.of(groups),
        columns.stream().mapToDouble(model::coefficient).toArray(),
        columns.stream().mapToDouble(model::standardized).toArray(),
        model.intercept(),
        model.fit());
  }
}
