package io.shrinkage.model;

/**
 * One line of {@code coefficients.csv}.
 *
 * @param index the column's position in the coefficient vector, from 0
 * @param feature the feature that the column belongs to
 * @param name the column's name, e.g. {@code director=Bong Joon Ho}
 * @param coefficient in original units
 * @param standardized the coefficient times the column's standard deviation on the training rows
 * @param count training ratings whose row has a value in the column
 */
public record CoefficientRow(
    int index, String feature, String name, double coefficient, double standardized, long count) {}
