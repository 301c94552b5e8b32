package io.shrinkage.features;

/**
 * One encoded column.
 *
 * @param index its position, from 0
 * @param name its name in every output: {@code year}, {@code director=Bong Joon Ho}
 * @param feature the name of its feature
 * @param level its level; empty for a number
 * @param count the training ratings whose value is not zero
 */
public record FeatureColumn(int index, String name, String feature, String level, long count) {}
