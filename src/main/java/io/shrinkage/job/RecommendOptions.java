package io.shrinkage.job;

import io.shrinkage.config.ConfigSources;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What to recommend.
 *
 * @param runDir the published run whose model predicts
 * @param user empty: all users
 * @param top how many movies a user, at least 1
 * @param threshold the least predicted rating
 * @param out where the table goes; empty: into the run's output directory, and of one user nowhere
 * @param overrides settings over the run's own
 */
public record RecommendOptions(
    String runDir,
    Optional<String> user,
    int top,
    OptionalDouble threshold,
    Optional<String> out,
    ConfigSources overrides) {}
