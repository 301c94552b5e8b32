package io.shrinkage.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.BadPath;
import com.typesafe.config.ConfigException.UnresolvedSubstitution;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sources of settings laid over each other, substitutions resolved last. */
final class Layers {
  private static final String REFERENCE = "/io/shrinkage/reference.conf";
  private static final String DEMO = "/io/shrinkage/demo.conf";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\??([^}]+)}");
  private static final Pattern PLACE = Pattern.compile("^(.+): (\\d+)(?:-\\d+)?: ");

  /** A {@code --set} of one of these, or of a block around it, is about the user's own data. */
  private static final List<String> SOURCE_KEYS =
      List.of(
          "input.ratings.path",
          "input.ratings.format",
          "input.movies.path",
          "input.movies.format",
          "input.movies.query",
          "input.movies.tables",
          "input.users.path",
          "input.users.format",
          "features");

  private final Config values;
  private final Config reference;

  private Layers(Config values, Config reference) {
    this.values = values;
    this.reference = reference;
  }

  static Layers of(ConfigSources sources, Problems problems) {
    boolean demo =
        sources.file().isEmpty() && sources.sets().stream().noneMatch(Layers::namesSource);
    Config base = demo ? resource(DEMO) : ConfigFactory.empty();
    return layers(base, sources, problems);
  }

  static Layers over(
      Map<String, Object> recorded, String origin, ConfigSources overrides, Problems problems) {
    return layers(ConfigValueFactory.fromMap(recorded, origin).toConfig(), overrides, problems);
  }

  private static Layers layers(Config base, ConfigSources sources, Problems problems) {
    Config file = sources.file().map(path -> file(path, problems)).orElse(ConfigFactory.empty());
    Config layered = file.withFallback(base);
    for (String set : sources.sets()) {
      layered = set(set, problems).withFallback(layered);
    }
    // Without a source, all else would follow from its absence.
    problems.throwIfAny();
    Config reference = resource(REFERENCE).resolve();
    return new Layers(resolve(layered.withFallback(reference), problems), reference);
  }

  ConfigObject values() {
    return values.root();
  }

  ConfigObject reference() {
    return reference.root();
  }

  /** The defaults of a named table: those of the movies, without a path. */
  ConfigObject table() {
    return reference.getObject("input.movies");
  }

  /** The value at a key, its parts as they are; null where there is none. */
  ConfigValue value(String key) {
    String path = ConfigUtil.joinPath(List.of(key.split("\\.")));
    return !values.hasPathOrNull(path) || values.getIsNull(path) ? null : values.getValue(path);
  }

  /** The features as they are written; none where that is no list. */
  List<? extends ConfigValue> features() {
    return values.getValue("features") instanceof ConfigList list ? list : List.of();
  }

  Optional<String> origin(String key) {
    ConfigValue value = value(key);
    return value == null ? Optional.empty() : Origins.describe(value.origin());
  }

  /** Whether a user chose the value: by {@code --set}, or by writing another than the default. */
  boolean deliberate(String key) {
    ConfigValue value = value(key);
    return value != null
        && (Origins.isSet(value.origin())
            || !value.unwrapped().equals(reference.getValue(key).unwrapped()));
  }

  private static boolean namesSource(String set) {
    String key = set.contains("=") ? set.substring(0, set.indexOf('=')).strip() : set;
    return SOURCE_KEYS.stream()
        .anyMatch(
            source ->
                source.equals(key) || source.startsWith(key + ".") || key.startsWith(source + "."));
  }

  private static Config resource(String name) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setOriginDescription(name.substring(name.lastIndexOf('/') + 1));
    return ConfigFactory.parseResources(Layers.class, name, options);
  }

  private static Config file(Path path, Problems problems) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      problems.add("--config " + path, Optional.empty(), "there is no such file that can be read");
      return ConfigFactory.empty();
    }
    try {
      return ConfigFactory.parseFile(
          path.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (com.typesafe.config.ConfigException e) {
      Optional<String> place = place(e);
      problems.add("--config " + path, place, "cannot be read: " + withoutPlace(e));
      return ConfigFactory.empty();
    }
  }

  private static Config set(String set, Problems problems) {
    int equals = set.indexOf('=');
    String key = equals < 0 ? "" : set.substring(0, equals).strip();
    try {
      if (!key.isEmpty()) {
        String text = set.substring(equals + 1).strip();
        String origin = Origins.SET + " " + key;
        return nested(ConfigUtil.splitPath(key), Assignment.value(text, origin), origin);
      }
    } catch (BadPath e) {
      // Reported below, as any other assignment without a key.
    }
    problems.add(
        Origins.SET + " " + Secrets.scrubAssignments(set),
        Optional.empty(),
        "expected KEY=VALUE, such as fit.lambda=0.1");
    return ConfigFactory.empty();
  }

  /** The value under its keys; unlike {@code atPath}, the blocks around it keep its origin. */
  private static Config nested(List<String> keys, ConfigValue value, String origin) {
    ConfigValue inner = value;
    for (int i = keys.size() - 1; i >= 0; i--) {
      inner = ConfigValueFactory.fromMap(Map.of(keys.get(i), inner), origin);
    }
    return ((ConfigObject) inner).toConfig();
  }

  private static Config resolve(Config layered, Problems problems) {
    Config config = layered;
    while (true) {
      try {
        return config.resolve();
      } catch (UnresolvedSubstitution e) {
        Matcher variable = VARIABLE.matcher(e.getMessage());
        if (!variable.find() || config.root().isEmpty() || e.getMessage().contains("cycle")) {
          throw broken(e, problems);
        }
        String name = variable.group(1);
        problems.unresolved(name, place(e));
        config =
            config.withFallback(
                ConfigValueFactory.fromAnyRef("${" + name + "}", "placeholder").atPath(name));
      } catch (com.typesafe.config.ConfigException e) {
        throw broken(e, problems);
      }
    }
  }

  private static RuntimeException broken(com.typesafe.config.ConfigException e, Problems problems) {
    problems.add("substitutions", place(e), "cannot be resolved: " + withoutPlace(e));
    problems.throwIfAny();
    return e;
  }

  private static Optional<String> place(com.typesafe.config.ConfigException e) {
    Matcher matcher = PLACE.matcher(e.getMessage());
    if (!matcher.find()) {
      return Optional.empty();
    }
    boolean set = matcher.group(1).startsWith(Origins.SET);
    return Optional.of(set ? Origins.SET : matcher.group(1) + ":" + matcher.group(2));
  }

  private static String withoutPlace(com.typesafe.config.ConfigException e) {
    return PLACE.matcher(e.getMessage()).replaceFirst("");
  }
}
