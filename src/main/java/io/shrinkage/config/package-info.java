/**
 * The settings of a run: records that are valid by construction, and the reader that builds them
 * from configuration files and {@code --set} assignments, reporting every problem at once.
 */
package io.shrinkage.config;
