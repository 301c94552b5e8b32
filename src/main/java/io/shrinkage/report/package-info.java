/**
 * The HTML report of a run: one file, made from the run's other files, opened without a network.
 *
 * <p>Needs neither Spark nor the data.
 */
package io.shrinkage.report;
