package io.shrinkage.model;

import java.util.regex.Pattern;

/**
 * The ids of runs, which are names of directories: whatever is read from a file must stay one name
 * below {@code runs/}.
 */
public final class RunIds {
  /** What an id is, for messages. */
  public static final String WORDS =
      "up to 100 letters, digits, dots, hyphens and underscores, the first no dot or hyphen";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  private RunIds() {}

  /** Whether this can be the id of a run. */
  public static boolean isValid(String id) {
    return ID.matcher(id).matches();
  }
}
