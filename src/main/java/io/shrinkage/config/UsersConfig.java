package io.shrinkage.config;

import java.util.Map;

/**
 * The table of users.
 *
 * @param path empty: there is none, unless the format needs no path
 */
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

  /** Whether there is a table of users at all. */
  public boolean present() {
    return new TableConfig(format, path, options).present();
  }

  /** Whether the users are generated in memory. */
  public boolean synthetic() {
    return TableConfig.synthetic(format);
  }

  /** Names of the source's columns. */
  public record UsersColumns(String user) {}
}
