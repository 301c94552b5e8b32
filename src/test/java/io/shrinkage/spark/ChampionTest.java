package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChampionTest {
  @TempDir private Path out;

  private RunStore store() throws IOException {
    return new RunStore(new Configuration(), out.toString());
  }

  @Test
  void crownedRunIsTheChampion() throws IOException {
    assertThat(store().champion()).isEmpty();

    store().crown("20260101-120000-abcdef", Instant.EPOCH);

    assertThat(store().champion()).contains("20260101-120000-abcdef");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "/etc/passwd", "", "a\nb", "..", "s3a://bucket/x"})
  void pointerThatLeadsElsewhereIsRefused(String id) throws IOException {
    Files.writeString(out.resolve("CHAMPION"), id + "\n");

    assertThatThrownBy(() -> store().champion())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CHAMPION names '" + id + "', which is no run id");
  }
}
