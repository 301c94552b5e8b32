/**
 * From raw feature values to the numbers that the maths works on: vocabularies, pooling,
 * imputation, column names, and a generator of ratings whose true weights are known.
 */
package io.shrinkage.features;
