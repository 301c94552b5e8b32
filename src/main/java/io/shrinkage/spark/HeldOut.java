package io.shrinkage.spark;

import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.SliceNames;
import io.shrinkage.model.LinearModel;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.PairedSlices;
import java.util.List;

/** The test ratings of a scan, on which two models are compared. */
public interface HeldOut {

  /**
   * Those of a scan whose test ratings are known by groups of users: of kept days, or of rows; to
   * be taken before the scan's records are.
   */
  static HeldOut of(RatingsSource tables, RatingsScan scan, BucketPlan plan, TreeAggregation tree) {
    return scan.isCompressed()
        ? HeldOutGroups.of(tables, scan, plan.fit())
        : new HeldOutRows(tables.config().features(), scan, plan, tree);
  }

  /** Those of some features whose values are not known of the test ratings. */
  List<FeatureSpec> lacking(List<FeatureSpec> features);

  /**
   * Compares two models, each with its own vocabulary, rating by rating.
   *
   * @param former none of whose features is {@link #lacking}
   * @param other likewise
   * @param names the slices of a rating
   * @throws DataException if a model refuses a value
   */
  PairedSlices compare(LinearModel former, LinearModel other, SliceNames names);
}
