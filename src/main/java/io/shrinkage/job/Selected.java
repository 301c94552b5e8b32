package io.shrinkage.job;

import io.shrinkage.config.SelectRule;
import io.shrinkage.selection.CrossValidation;
import io.shrinkage.selection.Refolding;
import io.shrinkage.selection.RegularizationPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How λ was chosen.
 *
 * @param rule the rule that was followed
 * @param note why it was not the configured one; empty if it was
 * @param l1Ratio ρ
 * @param lambda λ
 * @param path the fits among which it was chosen
 * @param crossValidation their errors on held-out folds, under a rule that has folds
 * @param ratios the choices at every ρ that was tried
 * @param refolding what other dealings of the rows to folds would have chosen
 */
record Selected(
    SelectRule rule,
    String note,
    double l1Ratio,
    double lambda,
    RegularizationPath path,
    Optional<CrossValidation> crossValidation,
    List<AtRatio> ratios,
    Optional<Refolding> refolding) {

  /** The cross-validation at one ρ. */
  record AtRatio(double l1Ratio, CrossValidation crossValidation) {
    double lowest() {
      return crossValidation.errors().mse(crossValidation.errors().lowest());
    }
  }

  /** The rule's name in the configuration. */
  String ruleName() {
    return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Selected byValidation(RegularizationPath path, double l1Ratio, String note) {
    return new Selected(
        SelectRule.VALIDATION,
        note,
        l1Ratio,
        path.best().lambda(),
        path,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
