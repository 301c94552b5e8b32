package io.shrinkage.selection;

/** Which λ cross-validation takes. */
public enum CvRule {
  /** That of the lowest error. */
  MIN {
    @Override
    int choose(FoldErrors errors) {
      return errors.lowest();
    }
  },
  /** The largest whose error is within one standard error of the lowest: the smaller model. */
  ONE_STANDARD_ERROR {
    @Override
    int choose(FoldErrors errors) {
      return errors.withinOneStandardError();
    }
  };

  abstract int choose(FoldErrors errors);
}
