package io.shrinkage.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;

/** The value of a {@code --set}: HOCON, or plain text where that does not parse. */
final class Assignment {
  private static final String NAME = "v";

  private Assignment() {}

  static ConfigValue value(String text, String origin) {
    ConfigValue plain = ConfigValueFactory.fromAnyRef(text, origin);
    try {
      ConfigObject parsed = ConfigFactory.parseString(NAME + " = " + text, options(origin)).root();
      ConfigValue value = parsed.get(NAME);
      // Text counts as HOCON only where HOCON keeps it whole:
      // "a, b = 3" would set two keys, and "dir//part # 2" would lose its end to a comment.
      boolean whole =
          parsed.size() == 1 && value != null && (structured(text) || same(value, text));
      return whole ? value : plain;
    } catch (com.typesafe.config.ConfigException e) {
      return plain;
    }
  }

  private static boolean structured(String text) {
    return text.matches("(?s)[\\[{\"].*") || text.contains("${");
  }

  private static boolean same(ConfigValue value, String text) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> value.atKey(NAME).getString(NAME).equals(text);
      case NULL -> text.equals("null");
      case LIST, OBJECT -> false;
    };
  }

  private static ConfigParseOptions options(String origin) {
    return ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(origin);
  }
}
