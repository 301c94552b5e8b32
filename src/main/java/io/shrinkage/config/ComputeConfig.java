package io.shrinkage.config;

import java.util.OptionalInt;

/**
 * How the cluster is used.
 *
 * @param partitions of the compressed rows; empty: chosen from their number
 * @param depth of the aggregation tree; empty: chosen from the number of partitions
 * @param reproducible what reruns have in common
 * @param blas what multiplies dense matrices, if runs need not have equal bits
 */
public record ComputeConfig(
    OptionalInt partitions, OptionalInt depth, Reproducible reproducible, BlasKind blas) {}
