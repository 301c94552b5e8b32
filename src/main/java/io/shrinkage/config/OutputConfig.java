package io.shrinkage.config;

/**
 * Where runs are published.
 *
 * @param dir any path of a Hadoop file system
 */
public record OutputConfig(String dir) {}
