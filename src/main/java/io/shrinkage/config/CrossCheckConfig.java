package io.shrinkage.config;

/** Whether and how the fitted problem is posed to MLlib as well. */
public record CrossCheckConfig(boolean enabled, CrossCheckSolver solver) {}
