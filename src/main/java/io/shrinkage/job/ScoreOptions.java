package io.shrinkage.job;

import io.shrinkage.config.ConfigSources;
import java.util.Optional;

/**
 * What to score.
 *
 * @param runDir the published run whose model predicts
 * @param input the table to score
 * @param out where the predictions go; empty: into the run's output directory
 * @param clip whether predictions are moved into the rating range
 * @param overrides settings over the run's own
 */
public record ScoreOptions(
    String runDir, String input, Optional<String> out, boolean clip, ConfigSources overrides) {}
