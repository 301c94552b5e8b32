package io.shrinkage.job;

import java.util.List;

/**
 * What {@code forget} is asked for.
 *
 * @param users their ids, as they stand in the data
 */
public record ForgetOptions(List<String> users) {
  /** Takes a copy. */
  public ForgetOptions {
    users = List.copyOf(users);
  }
}
