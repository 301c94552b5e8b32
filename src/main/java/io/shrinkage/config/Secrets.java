package io.shrinkage.config;

import java.util.regex.Pattern;

/**
 * What must not be shown or stored: source options whose names speak of secrets, and the passwords
 * and keys that a URL carries.
 */
public final class Secrets {
  static final String REDACTED = "(redacted)";

  private static final String SECRET =
      "secret|password|passwd|passphrase|pwd|token|credential"
          + "|(?:api|access|private|account)[._-]?key";
  private static final Pattern SECRET_KEY = Pattern.compile("(?i)" + SECRET);

  /** A name and its value, as HOCON, JSON and the command line write them. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)([\\w.-]*(?:"
              + SECRET
              + ")[\\w.-]*\"?\\s*[=:]\\s*)(?!\\(redacted\\))(?:\"[^\"]*\"|[^&;\\s']+)");

  /** A parameter of a URL; sig is that of a shared access signature. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)(?<=[?&;])((?:sig|[\\w.-]*(?:"
              + SECRET
              + ")[\\w.-]*)=)(?!\\(redacted\\))[^&;\\s'\")\\]]+");

  private static final Pattern USER_INFO =
      Pattern.compile("([a-zA-Z][\\w+.-]*:/{1,2}[^/\\s:@]*:)(?!\\(redacted\\)@)[^/\\s@]+@");
  private static final Pattern ORACLE_LOGIN =
      Pattern.compile("(?i)(jdbc:oracle:\\w+:[^/\\s@]+/)(?!\\(redacted\\)@)[^\\s@]+@");

  private Secrets() {}

  /**
   * A text for people, such as a message or a path, without the passwords of the URLs in it: {@code
   * s3a://id:(redacted)@bucket}, {@code jdbc:x?password=(redacted)}.
   */
  public static String scrub(String text) {
    String users = USER_INFO.matcher(text).replaceAll("$1" + REDACTED + "@");
    String logins = ORACLE_LOGIN.matcher(users).replaceAll("$1" + REDACTED + "@");
    return PARAMETER.matcher(logins).replaceAll("$1" + REDACTED);
  }

  /** A text that may hold assignments as the user wrote them, without those of secrets. */
  public static String scrubAssignments(String text) {
    return ASSIGNMENT.matcher(scrub(text)).replaceAll("$1" + REDACTED);
  }

  /** The value, unless the key names a secret; without the secrets in it. */
  static String redact(String key, String value) {
    return SECRET_KEY.matcher(key).find() ? REDACTED : scrubAssignments(value);
  }

  static boolean redacted(String value) {
    return value.contains(REDACTED);
  }
}
