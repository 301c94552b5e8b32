/**
 * What a pass over the rows adds up: moments, loss and gradient, metrics and Gramians, each with
 * {@code add} and {@code merge}, and the one order in which they are merged.
 */
package io.shrinkage.statistics;
