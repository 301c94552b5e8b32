package io.shrinkage.job;

import io.shrinkage.config.ConfigSources;

/**
 * What to verify.
 *
 * @param runDir the published run
 * @param refit whether the fit is repeated at the recorded λ
 * @param overrides settings over the run's own, such as where its tables are now
 */
public record VerifyOptions(String runDir, boolean refit, ConfigSources overrides) {}
