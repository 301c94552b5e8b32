package io.shrinkage.config;

import io.shrinkage.features.FeatureSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of a run. Immutable.
 *
 * @param features in the order of the configuration; never empty
 */
public record ShrinkageConfig(
    InputConfig input,
    List<FeatureSpec> features,
    SplitConfig split,
    FitConfig fit,
    SelectConfig select,
    LearningCurveConfig learningCurve,
    EarlyStoppingConfig earlyStopping,
    CrossCheckConfig crosscheck,
    ComputeConfig compute,
    RetrainConfig retrain,
    OutputConfig output) {

  public ShrinkageConfig {
    features = List.copyOf(features);
  }

  /** The same settings for the ratings that meet one more SQL condition. */
  public ShrinkageConfig where(String condition) {
    String former = input.ratings().where();
    String both = former.isBlank() ? condition : "(" + former + ") AND " + condition;
    InputConfig narrowed =
        new InputConfig(input.ratings().withWhere(both), input.movies(), input.users());
    return new ShrinkageConfig(
        narrowed,
        features,
        split,
        fit,
        select,
        learningCurve,
        earlyStopping,
        crosscheck,
        compute,
        retrain,
        output);
  }

  /** The same settings with another output directory. */
  public ShrinkageConfig inOutput(String directory) {
    return new ShrinkageConfig(
        input,
        features,
        split,
        fit,
        select,
        learningCurve,
        earlyStopping,
        crosscheck,
        compute,
        retrain,
        new OutputConfig(directory));
  }

  /**
   * The time column if something reads it: a split by time, or duplicates resolved by the latest.
   * Otherwise a table need not have it.
   */
  public Optional<String> timeColumn() {
    boolean read = split.by() == SplitBy.TIME || input.ratings().duplicates() == Duplicates.LATEST;
    return read ? input.ratings().columns().time() : Optional.empty();
  }

  /**
   * The column that names each row's fold if something reads it: cross-validation of a λ that is
   * not fixed.
   */
  public Optional<String> foldColumn() {
    return fit.selectsLambda() && select.rule().crossValidates()
        ? select.foldColumn()
        : Optional.empty();
  }

  /**
   * The effective settings as nested maps, lists and plain values, with the keys and the spelling
   * of the configuration and with secrets in source options replaced by {@code (redacted)}. {@link
   * ConfigReader#fromRecord} reads it back.
   */
  public Map<String, Object> asMap() {
    return PlainForm.of(this);
  }
}
