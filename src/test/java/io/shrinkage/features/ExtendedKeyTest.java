package io.shrinkage.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.statistics.KeyDictionary;
import io.shrinkage.testing.Cases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExtendedKeyTest {
  private static final String[] PIECES = {
    "",
    "a",
    "7",
    "-",
    "=",
    "#",
    "~",
    "n1",
    "\u001b",
    "\u001f",
    "\u001b0",
    "\u001b1",
    "\u001f=x",
    "é",
    "\uD83C\uDFAC",
    " ",
    "\n",
    "|",
    "0",
    "1"
  };

  private static final double[] NUMBERS = {
    0, 1, -1, 24, 0.5, -0.1, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, 1L << 53, 9.1e15, 1.0 / 3
  };

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(5); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** A long, a text or nothing; then doubles, texts and nothing. */
  private static List<Object> content(SplittableRandom random) {
    List<Object> content = new ArrayList<>();
    content.add(
        switch (random.nextInt(3)) {
          case 0 -> random.nextInt(4) == 0 ? random.nextLong() : (Object) random.nextLong(-9, 9);
          case 1 -> text(random);
          default -> null;
        });
    for (int left = random.nextInt(4); left > 0; left--) {
      content.add(
          switch (random.nextInt(4)) {
            case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 1 -> random.nextDouble() * 100 - 50;
            case 2 -> text(random);
            default -> null;
          });
    }
    return content;
  }

  private static String key(List<Object> content) {
    ExtendedKey.Writer key = new ExtendedKey.Writer();
    if (content.get(0) instanceof Long number) {
      key.item(number);
    } else if (content.get(0) instanceof String text) {
      key.item(text);
    } else {
      key.noItem();
    }
    for (Object value : content.subList(1, content.size())) {
      if (value instanceof Double number) {
        key.value(number);
      } else if (value instanceof String text) {
        key.value(text);
      } else {
        key.missing();
      }
    }
    return key.text();
  }

  private static List<Object> read(String key) {
    ExtendedKey read = ExtendedKey.of(key, new HashMap<>());
    KeyDictionary items = new KeyDictionary();
    int item = read.addItem(items);
    List<Object> content = new ArrayList<>();
    content.add(
        item < 0 ? null : items.isText(item) ? items.text(item) : (Object) items.number(item));
    content.addAll(Arrays.asList(read.values()));
    return content;
  }

  @Test
  void anyKeyIsReadAsItWasWritten() {
    Cases.check(
        2000,
        random -> {
          List<Object> content = content(random);
          assertThat(read(key(content))).isEqualTo(content);
        });
  }

  @Test
  void keysAreEqualIfAndOnlyIfTheirContentIs() {
    Map<String, List<Object>> seen = new HashMap<>();
    Cases.check(
        20_000,
        random -> {
          List<Object> content = content(random);
          List<Object> former = seen.putIfAbsent(key(content), content);
          assertThat(former == null || former.equals(content)).isTrue();
        });
    assertThat(new ExtendedKey.Writer().item(7).text())
        .isNotEqualTo(new ExtendedKey.Writer().item("7").text());
    assertThat(new ExtendedKey.Writer().noItem().value(-0.0).text())
        .isEqualTo(new ExtendedKey.Writer().noItem().value(0.0).text());
  }

  @Test
  void whatIsNoKeyIsRefused() {
    for (String damaged : List.of("x7", "", "n7\u001f", "n7\u001f?", "n7x", "n7\u001f#1.5")) {
      assertThatThrownBy(() -> read(damaged))
          .as(damaged)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
