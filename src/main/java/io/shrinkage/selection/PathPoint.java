package io.shrinkage.selection;

/**
 * One fit of a path.
 *
 * @param lambda λ
 * @param nonZero the number of weights that are not 0
 * @param trainMse the mean squared error on the rows fitted to, without ½
 * @param validationMse the mean squared error on rows held out; NaN if there are none
 * @param kktViolation of the weights, relative to that at 0
 */
public record PathPoint(
    double lambda, int nonZero, double trainMse, double validationMse, double kktViolation) {}
