package io.shrinkage.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.shrinkage.features.FeatureKind;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.Missing;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** A feature's value as it will be encoded, null where it counts as missing, and why it does. */
final class FeatureColumns {
  /** How many statuses besides "good" there are: missing, unreadable, out of range. */
  static final int STATUSES = 3;

  static final byte MISSING = 1;
  static final byte UNREADABLE = 2;
  static final byte OUT_OF_RANGE = 3;

  private FeatureColumns() {}

  /** The value: a double for a numeric feature, text for a categorical one; null where missing. */
  static Column value(FeatureSpec spec, Values.Cell cell) {
    return switch (spec.kind()) {
      case NUMERIC -> when(status(spec, cell).equalTo(0), cell.number());
      case ONE_HOT -> cell.text();
      case MULTI_HOT -> cell.text(spec.separator());
    };
  }

  /** 0 good, 1 missing, 2 unreadable, 3 out of range. */
  static Column status(FeatureSpec spec, Values.Cell cell) {
    if (spec.kind() != FeatureKind.NUMERIC) {
      return when(cell.isMissing(), lit((int) MISSING)).otherwise(lit(0));
    }
    return when(cell.isMissing(), lit((int) MISSING))
        .when(not(cell.isNumber()), lit((int) UNREADABLE))
        .when(
            cell.number().lt(spec.lowest()).or(cell.number().gt(spec.highest())),
            lit((int) OUT_OF_RANGE))
        .otherwise(lit(0));
  }

  /** Why a row is rejected for a feature of this status, which is not good. */
  static Reason reason(int status) {
    return status == MISSING
        ? Reason.FEATURE_MISSING
        : status == UNREADABLE ? Reason.FEATURE_UNREADABLE : Reason.FEATURE_OUT_OF_RANGE;
  }

  /**
   * The reason to reject a row for a feature's status; null unless its missing values are rejected.
   */
  static Column rejection(FeatureSpec spec, Column status) {
    if (spec.missing() != Missing.REJECT) {
      return lit(null).cast(DataTypes.StringType);
    }
    return when(
            coalesce(status, lit((int) MISSING)).equalTo((int) MISSING),
            Reason.FEATURE_MISSING.text())
        .when(status.equalTo((int) UNREADABLE), Reason.FEATURE_UNREADABLE.text())
        .when(status.equalTo((int) OUT_OF_RANGE), Reason.FEATURE_OUT_OF_RANGE.text());
  }
}
