package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir private Path dir;
  private final List<String> told = new ArrayList<>();

  private Checkpoints checkpoints(String fingerprint) {
    return new Checkpoints(
        new Configuration(), new org.apache.hadoop.fs.Path(dir.toUri()), fingerprint, told::add);
  }

  private Optional<Long> load(String fingerprint, String name) {
    return checkpoints(fingerprint).load(name, in -> in.readLong());
  }

  @Test
  void whatWasKeptLastComesBack() {
    checkpoints("a").save("n", out -> out.writeLong(1));
    checkpoints("a").save("n", out -> out.writeLong(2));
    assertThat(load("a", "n")).contains(2L);
    assertThat(load("a", "other")).isEmpty();
    assertThat(told).isEmpty();
    assertThat(dir.toFile().list()).containsExactly("n");
  }

  @Test
  void anyDamageIsToldOfAndIgnored() throws IOException {
    checkpoints("a").save("n", out -> out.writeLong(1));
    byte[] whole = Files.readAllBytes(dir.resolve("n"));
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(dir.resolve("n"), changed);
      assertThat(load("a", "n")).as("byte %d", at).isEmpty();
      Files.write(dir.resolve("n"), Arrays.copyOf(whole, at));
      assertThat(load("a", "n")).as("%d bytes", at).isEmpty();
    }
    assertThat(told)
        .hasSize(2 * whole.length)
        .allMatch(line -> line.contains("checkpoint") && line.contains("is ignored"));
  }

  @Test
  void foreignOneIsToldOfAndIgnored() throws IOException {
    checkpoints("a").save("n", out -> out.writeLong(1));
    Files.copy(dir.resolve("n"), dir.resolve("m"));
    assertThat(load("b", "n")).isEmpty();
    assertThat(load("a", "m")).isEmpty();
    assertThat(told.get(0)).contains("of other settings, another input or another version");
    assertThat(told.get(1)).contains("the name of another");
  }

  @Test
  void contentThatIsNotWhatItShouldBeIsToldOfAndIgnored() {
    checkpoints("a").save("n", out -> out.writeInt(1));
    Optional<Long> none =
        checkpoints("a")
            .load(
                "n",
                in -> {
                  throw new IOException("of another kind");
                });
    assertThat(none).isEmpty();
    assertThat(told).singleElement().asString().contains("of another kind");
  }

  @Test
  void whatCannotBeWrittenIsToldOf() {
    checkpoints("a")
        .save(
            "n",
            out -> {
              throw new IOException("no space left");
            });
    assertThat(told).singleElement().asString().contains("Cannot keep", "no space left");
    assertThat(dir).isEmptyDirectory();
  }
}
