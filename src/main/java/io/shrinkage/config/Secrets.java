package io.shrinkage.config;

import java.util.regex.Pattern;

/** What must not be shown or stored of a source's options. */
final class Secrets {
  static final String REDACTED = "(redacted)";

  private static final String SECRET =
      "secret|password|passwd|pwd|token|credential|api[._-]?key|access[._-]?key|private[._-]?key";
  private static final Pattern SECRET_KEY = Pattern.compile("(?i)" + SECRET);
  private static final Pattern SECRET_IN_URL =
      Pattern.compile("(?i)([\\w.-]*(?:" + SECRET + ")[\\w.-]*=)[^&;\\s]*");

  private Secrets() {}

  /** The value, unless the key names a secret; without the secrets that a URL carries. */
  static String redact(String key, String value) {
    return SECRET_KEY.matcher(key).find() ? REDACTED : redactUrl(value);
  }

  static boolean redacted(String value) {
    return value.contains(REDACTED);
  }

  private static String redactUrl(String value) {
    return SECRET_IN_URL.matcher(value).replaceAll("$1" + REDACTED);
  }
}
