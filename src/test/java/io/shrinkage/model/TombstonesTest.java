package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.features.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TombstonesTest {
  private static final String SALT = "0123456789abcdef".repeat(4);
  private static final Instant NOW = Instant.parse("2024-01-31T12:00:00Z");

  private static Tombstones read(String text) throws IOException {
    return Tombstones.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "FORGOTTEN");
  }

  private static String file(String users) {
    return "{\"format_version\":1,\"salt\":\"" + SALT + "\",\"users\":[" + users + "]}";
  }

  private static String user(String hash) {
    return "{\"hash\":\"" + hash + "\",\"since\":\"2024-01-31T12:00:00Z\"}";
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Tombstones written =
        new Tombstones(SALT, List.of()).with("ab".repeat(32), NOW).with("cd".repeat(32), NOW);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.write(out);
    Tombstones read = read(out.toString(StandardCharsets.UTF_8));
    assertThat(read).isEqualTo(written);
    assertThat(read.hashes()).containsExactly("ab".repeat(32), "cd".repeat(32));
    assertThat(read.with("ab".repeat(32), NOW.plusSeconds(1))).isEqualTo(written);
  }

  @Test
  void theHashIsThatOfSaltAndKey() {
    // printf '%s' 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef42 | sha256sum
    assertThat(new Tombstones(SALT, List.of()).hash("42"))
        .isEqualTo("ac0db1a156974c0b6ff001948313cb1a6ac5796c68de2ffe633df327b2d7c3cf");
  }

  @Test
  void theFingerprintChangesWithEveryUserAndWithTheSalt() {
    Tombstones one = new Tombstones(SALT, List.of()).with("ab".repeat(32), NOW);
    assertThat(Tombstones.none().fingerprint()).isEmpty();
    assertThat(one.fingerprint())
        .isNotEmpty()
        .isNotEqualTo(one.with("cd".repeat(32), NOW).fingerprint())
        .isNotEqualTo(new Tombstones("ef".repeat(32), one.users()).fingerprint());
  }

  @Test
  void whatIsDamagedIsRefused() {
    assertThatThrownBy(() -> read(file(user("AB".repeat(32)))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("users[0].hash")
        .hasMessageContaining("64 hex digits");
    assertThatThrownBy(() -> read(file(user("ab".repeat(32)) + "," + user("ab".repeat(32)))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> read(file(user("ab".repeat(32)).replace("12:00", "25:00"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("users[0].since");
    assertThatThrownBy(() -> read(file("").replace(SALT, "salt")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("salt");
    assertThatThrownBy(() -> read("{}")).isInstanceOf(DataException.class);
    String many =
        IntStream.rangeClosed(0, Tombstones.MOST)
            .mapToObj(i -> user(String.format(Locale.ROOT, "%064x", i)))
            .collect(Collectors.joining(","));
    assertThatThrownBy(() -> read(file(many)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at most 100000 users");
  }
}
