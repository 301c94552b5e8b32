package io.shrinkage.bench;

/** A family of measurements. */
interface Suite {
  /** Measures, and adds what was found to the figures. */
  void measure(Workspace workspace, BenchOptions options, Figures figures);
}
