package io.shrinkage.model;

/**
 * What did the arithmetic.
 *
 * @param blas the kernels of the dense part: {@code native}, {@code vector}, {@code plain} or
 *     {@code none}
 * @param threads of the driver's solver
 * @param reproducible {@code exact}, {@code ordered} or {@code fast}
 * @param statisticsBytes bytes of the sufficient statistics in the driver; null without them
 */
public record ComputeSummary(
    String blas, Integer threads, String reproducible, Long statisticsBytes) {}
