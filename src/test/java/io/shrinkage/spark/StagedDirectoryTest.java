package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedDirectoryTest {
  @TempDir private Path parent;

  private StagedDirectory open(Path directory) throws IOException {
    return StagedDirectory.open(
        new Configuration(),
        directory.toString(),
        "s",
        "mark",
        Set.of("part", "old", "mark")::contains);
  }

  private void fill(StagedDirectory staged, String text) throws IOException {
    for (String name : new String[] {"part", "mark"}) {
      try (OutputStream out = staged.create(name)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String[] names(Path directory) {
    String[] names = directory.toFile().list();
    Arrays.sort(names);
    return names;
  }

  @Test
  void newDirectoryAppearsWhole() throws IOException {
    Path target = parent.resolve("deep/out");
    try (StagedDirectory staged = open(target)) {
      fill(staged, "new");
      assertThat(target).doesNotExist();
      staged.publish();
    }

    assertThat(names(target)).containsExactly("mark", "part");
    assertThat(names(target.getParent())).containsExactly("out");
  }

  @Test
  void ownDirectoryIsReplacedAsAWhole() throws IOException {
    Path target = parent.resolve("out");
    try (StagedDirectory staged = open(target)) {
      fill(staged, "first");
      staged.publish();
    }
    Files.createDirectory(target.resolve("old"));
    try (StagedDirectory staged = open(target)) {
      fill(staged, "second");
      assertThat(target.resolve("part")).hasContent("first");
      staged.publish();
    }

    assertThat(names(target)).containsExactly("mark", "part");
    assertThat(target.resolve("part")).hasContent("second");
  }

  @Test
  void whatIsNotPublishedLeavesNoTrace() throws IOException {
    try (StagedDirectory staged = open(parent.resolve("out"))) {
      fill(staged, "lost");
    }
    Files.createDirectory(parent.resolve("empty"));
    try (StagedDirectory staged = open(parent.resolve("empty"))) {
      fill(staged, "lost");
    }

    assertThat(names(parent)).containsExactly("empty");
    assertThat(names(parent.resolve("empty"))).isEmpty();
  }

  @Test
  void directoriesOfOthersAreRefusedUntouched() throws IOException {
    Path strange = Files.createDirectory(parent.resolve("strange"));
    Files.writeString(strange.resolve("thesis.txt"), "years of work");
    Path unmarked = Files.createDirectory(parent.resolve("unmarked"));
    Files.writeString(unmarked.resolve("part"), "someone's");
    Path file = Files.writeString(parent.resolve("file"), "x");

    assertThatThrownBy(() -> open(strange))
        .hasMessage("it is not empty, and 'thesis.txt' in it is not ours");
    assertThatThrownBy(() -> open(unmarked))
        .hasMessage("it is not empty, and has no mark that says it is ours");
    assertThatThrownBy(() -> open(file)).hasMessage("it is a file");
    assertThat(strange.resolve("thesis.txt")).hasContent("years of work");
  }
}
