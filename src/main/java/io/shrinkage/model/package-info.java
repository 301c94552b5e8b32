/**
 * What a run leaves behind, as plain values: the fitted model, the record of the run, and their
 * files.
 *
 * <p>Nothing here needs Spark: files are streams, so that a job can open them where it likes.
 */
package io.shrinkage.model;
