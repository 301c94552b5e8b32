package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.shrinkage.job.ExitCode;
import io.shrinkage.spark.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/troubleshooting.md quotes and advises is what the program says and takes. */
class TroubleshootingTest {
  private static final Path DOCUMENT = Path.of("docs/troubleshooting.md");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path REFERENCE = Path.of("src/main/resources/io/shrinkage/reference.conf");
  private static final List<Path> SCRIPTS =
      Stream.of("shrinkage", "local-cluster", "retrain.sh")
          .map(Path.of("scripts")::resolve)
          .toList();

  private static final String ANYTHING = "…";
  private static final int FEWEST_LETTERS = 10;

  private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)` \\|.*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern SETTING =
      Pattern.compile(
          "(?<![\\w./-])(?:input|split|fit|select|learning-curve|early-stopping|crosscheck|compute"
              + "|retrain|output)(?:\\.[A-Za-z0-9-]+)+");

  /** Of Java: comments and characters, which say nothing; literals; ends of statements; words. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\n]*|/\\*(?s:.*?)\\*/|'(?:[^'\\\\]|\\\\.)[^']*'"
              + "|\"\"\"(?s:.*?)\"\"\""
              + "|\"(?<literal>(?:[^\"\\\\\n]++|\\\\.)*+)\""
              + "|(?<end>[;{}])|(?<word>\\w+)|(?<other>[^\\s+])");

  private static final Pattern CONSTANT =
      Pattern.compile("static final String (\\w+) =\\s*\"((?:[^\"\\\\\n]++|\\\\.)*+)\";");
  private static final Pattern FORMAT = Pattern.compile("%[-,0-9.]*[a-z]");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}|\\$\\([^)]*\\)|\\$\\w+");

  /** The rows of all tables whose first column has this head. */
  private static List<String> rows(String head) throws IOException {
    List<String> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(DOCUMENT)) {
      inside = line.startsWith("| " + head + " |") || inside && line.startsWith("|");
      if (inside && !line.startsWith("| " + head + " |") && !line.startsWith("|---")) {
        rows.add(line);
      }
    }
    assertThat(rows).as("rows under " + head).isNotEmpty();
    return rows;
  }

  private static List<String> words(String message) {
    return Arrays.stream(message.split(ANYTHING))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** Whether one text of the program has the words of a message, in their order. */
  private static boolean says(String text, List<String> words) {
    int from = 0;
    for (String part : words) {
      int at = text.indexOf(part, from);
      if (at < 0) {
        return false;
      }
      from = at + part.length();
    }
    return true;
  }

  private static Stream<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        texts.addAll(texts(Files.readString(file)));
      }
    }
    for (Path script : SCRIPTS) {
      for (String line : Files.readAllLines(script)) {
        texts.add(VARIABLE.matcher(line).replaceAll(ANYTHING));
      }
    }
    return texts.stream();
  }

  /** The literals of each statement as one text, with a mark for what stands between them. */
  private static List<String> texts(String java) {
    Map<String, String> constants = new HashMap<>();
    Matcher constant = CONSTANT.matcher(java);
    while (constant.find()) {
      constants.put(constant.group(1), constant.group(2));
    }

    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean apart = false;
    Matcher token = TOKEN.matcher(java);
    while (token.find()) {
      String word = token.group("word");
      String literal = word == null ? token.group("literal") : constants.get(word);
      if (literal != null) {
        text.append(apart ? ANYTHING : "")
            .append(FORMAT.matcher(literal.replace("\\\"", "\"")).replaceAll(ANYTHING));
        apart = false;
      } else if (token.group("end") != null) {
        texts.add(text.toString());
        text.setLength(0);
        apart = false;
      } else if (word != null || token.group("other") != null) {
        apart = true;
      }
    }
    return texts;
  }

  @Test
  void everyMessageIsSaidByTheProgram() throws IOException {
    List<String> texts = texts().toList();
    List<String> unsaid = new ArrayList<>();
    for (String row : rows("message")) {
      Matcher cell = FIRST_CELL.matcher(row);
      assertThat(cell.matches()).as("a message in backquotes first: " + row).isTrue();
      List<String> words = words(cell.group(1));
      assertThat(String.join("", words).chars().filter(Character::isLetter).count())
          .as("letters of " + cell.group(1))
          .isGreaterThanOrEqualTo(FEWEST_LETTERS);
      if (texts.stream().noneMatch(text -> says(text, words))) {
        unsaid.add(cell.group(1));
      }
    }
    assertThat(unsaid).as("messages that the program does not say").isEmpty();
  }

  @Test
  void literalsOverSeveralLinesAreOneText() {
    assertThat(
            texts(
                """
                class A {
                  private static final String KEY = "a.key"; // "no; text"
                  String a = KEY + ": %,d \\"rows\\""
                      + " are " + bad() + "; mend them";
                  char quote = '"';
                  String b = "x".equals(a) ? "one" : "other";
                }
                """))
        .contains("…a.key: … \"rows\" are …; mend them", "…x…one…other");
    assertThat(says("…a.key: … are …; mend", words("a.key: … are …"))).isTrue();
    assertThat(says("…a.key: … are …; mend", words("… are … a.key"))).isFalse();
  }

  @Test
  void everySettingThatIsNamedExists() throws IOException {
    Config reference = ConfigFactory.parseFile(new File(REFERENCE.toString()));
    Set<String> settings =
        CODE.matcher(Files.readString(DOCUMENT))
            .results()
            .flatMap(code -> SETTING.matcher(code.group(1)).results())
            .map(setting -> setting.group())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(settings).contains("fit.solver", "input.ratings.max-bad-share");
    assertThat(settings)
        .filteredOn(setting -> !setting.contains(".options."))
        .allMatch(reference::hasPathOrNull);
  }

  @Test
  void everyReasonAndEveryExitCodeIsExplained() throws IOException {
    Stream<String> reasons =
        rows("reason").stream()
            .flatMap(row -> CODE.matcher(row.split("\\|")[1]).results())
            .map(code -> code.group(1));
    assertThat(reasons)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::text).toList());

    Set<Integer> headed =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.startsWith("## Exit "))
            .flatMap(line -> Pattern.compile("\\d").matcher(line).results())
            .map(code -> Integer.valueOf(code.group()))
            .collect(Collectors.toSet());
    assertThat(headed)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ExitCode.values()).map(ExitCode::code).toList());
  }
}
