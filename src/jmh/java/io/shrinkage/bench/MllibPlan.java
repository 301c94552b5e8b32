package io.shrinkage.bench;

import java.util.List;

/**
 * What MLlib's process measures, on rows that it encodes and caches first.
 *
 * @param ratings ratings, or a table of real columns
 * @param movies their movies; empty: the columns are features
 * @param model the folder of our run, whose columns are used
 * @param trainShare of the rows, those that our run was fitted to
 * @param lambda of the single fits
 * @param grid λs to cross-validate, of which few are fitted; empty: no cross-validation
 * @param l1Ratio ρ
 * @param runs repetitions of the single fit by normal equations
 */
record MllibPlan(
    String ratings,
    String movies,
    String model,
    double trainShare,
    double lambda,
    List<Double> grid,
    double l1Ratio,
    int runs) {}
