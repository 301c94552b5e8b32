package io.shrinkage.linalg;

/** Receives the stored entries of a sparse row. */
@FunctionalInterface
public interface EntryConsumer {

  /** Takes one entry: its column from 0 and its value, which is never 0. */
  void accept(int column, double value);
}
