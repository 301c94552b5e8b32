package io.shrinkage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command line as the documentation shows it.
 *
 * @param file where it stands, from the project's folder
 * @param line its first line, from 1
 * @param words what comes after the program, brackets and placeholders included
 */
public record DocumentedExample(Path file, int line, List<String> words) {
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern PROGRAM =
      Pattern.compile("(?:^|\\s)(?:scripts/shrinkage|\\S*shrinkage\\.jar)\\s+(.+)");
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

  public DocumentedExample {
    words = List.copyOf(words);
  }

  /** Those of the README, the pages of {@code docs/} and the heads of {@code conf/}. */
  public static List<DocumentedExample> all() {
    return Stream.of(
            Stream.of(Path.of("README.md")),
            files(Path.of("docs"), ".md"),
            files(Path.of("conf"), ".conf"))
        .flatMap(files -> files)
        .flatMap(file -> in(file).stream())
        .filter(example -> !example.command().matches("COMMAND|\\.\\.\\."))
        .toList();
  }

  /** Those of one file. */
  private static List<DocumentedExample> in(Path file) {
    List<DocumentedExample> found = new ArrayList<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      int first = i + 1;
      StringBuilder text = new StringBuilder(bare(lines.get(i)));
      while (text.toString().endsWith("\\")) {
        i++;
        text.setLength(text.length() - 1);
        text.append(bare(lines.get(i)));
      }
      for (String candidate : candidates(text.toString())) {
        Matcher program = PROGRAM.matcher(candidate);
        if (program.find()) {
          found.add(new DocumentedExample(file, first, split(program.group(1))));
        }
      }
    }
    return found;
  }

  private static String bare(String line) {
    return line.replaceFirst("^#", "").strip();
  }

  /** The line itself if it is a command, else what it quotes. */
  private static List<String> candidates(String line) {
    if (line.startsWith("scripts/shrinkage ") || line.startsWith("spark-submit ")) {
      return List.of(line);
    }
    return SPAN.matcher(line).results().map(span -> span.group(1)).toList();
  }

  /** Words as a shell has them, up to a comment. */
  private static List<String> split(String text) {
    return WORD.matcher(text)
        .results()
        .map(word -> word.group())
        .takeWhile(word -> !word.startsWith("#"))
        .map(word -> word.replaceAll("[\"']", ""))
        .toList();
  }

  /** The subcommand. */
  public String command() {
    return words.get(0);
  }

  /** The words without what is in brackets; a lone ellipsis stands for nothing. */
  public List<String> required() {
    List<String> kept = new ArrayList<>();
    boolean optional = false;
    for (String word : words) {
      optional |= word.startsWith("[");
      if (!optional && !word.equals("...")) {
        kept.add(word);
      }
      optional &= !word.endsWith("]");
    }
    return kept;
  }

  /** The words with all that is in brackets. */
  public List<String> complete() {
    List<String> kept = new ArrayList<>();
    boolean optional = false;
    for (String word : words) {
      optional |= word.startsWith("[");
      boolean last = optional && word.endsWith("]");
      if (!word.equals("...")) {
        kept.add(optional ? word.replaceAll("^\\[|]$", "") : word);
      }
      optional &= !last;
    }
    return kept;
  }

  @Override
  public String toString() {
    return file + ":" + line + " " + String.join(" ", words);
  }

  private static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .collect(Collectors.toList())
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
