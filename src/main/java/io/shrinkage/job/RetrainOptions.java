package io.shrinkage.job;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a retraining is asked for.
 *
 * @param date the last day; empty: the newest there is
 * @param force whether the challenger is promoted whatever the contest says
 */
public record RetrainOptions(Optional<LocalDate> date, boolean force) {}
