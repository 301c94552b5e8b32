package io.shrinkage.config;

/** What two runs on the same rows have in common. */
public enum Reproducible {
  /** The same bits for the same rows, however they are stored, read and partitioned. */
  EXACT,
  /** The same bits for the same rows in the same partitions of the same source. */
  ORDERED,
  /** The numbers but for their last digits. */
  FAST
}
