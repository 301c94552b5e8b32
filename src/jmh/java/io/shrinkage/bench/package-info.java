/** Benchmarks: the suites of {@code scripts/bench}, and microbenchmarks of the kernels. */
package io.shrinkage.bench;
