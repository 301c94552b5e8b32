/** Kills executors and drivers of real runs at random moments: {@code scripts/chaos}. */
package io.shrinkage.chaos;
