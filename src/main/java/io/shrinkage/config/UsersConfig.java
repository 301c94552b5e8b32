package io.shrinkage.config;

import java.util.Map;

/** The table of users; an empty path means that there is none. */
public record UsersConfig(
    String format, String path, Map<String, String> options, UsersColumns columns) {

  public UsersConfig {
    options = Map.copyOf(options);
  }

  /** Without the secrets of the options. */
  @Override
  public String toString() {
    return PlainForm.of(this).toString();
  }

  /** Names of the source's columns. */
  public record UsersColumns(String user) {}
}
