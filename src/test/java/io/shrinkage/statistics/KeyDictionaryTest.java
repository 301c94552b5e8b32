package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyDictionaryTest {
  @Test
  void codesFollowFirstSightAndOrderFollowsKeysWithNumbersFirst() {
    KeyDictionary keys = new KeyDictionary();
    assertThat(keys.add("b")).isZero();
    assertThat(keys.add(7)).isEqualTo(1);
    assertThat(keys.add("a")).isEqualTo(2);
    assertThat(keys.add(-7)).isEqualTo(3);
    assertThat(keys.add("b")).isZero();
    assertThat(keys.add(7)).isEqualTo(1);
    assertThat(Arrays.stream(keys.order()).mapToObj(keys::text))
        .containsExactly("-7", "7", "a", "b");
  }

  @Test
  void manyKeysKeepTheirCodesAsTheTableGrows() {
    KeyDictionary keys = new KeyDictionary();
    SplittableRandom random = new SplittableRandom(5);
    long[] added = random.longs(50_000).distinct().toArray();
    for (int i = 0; i < added.length; i++) {
      assertThat(keys.add(added[i])).isEqualTo(i);
    }
    for (int i = 0; i < added.length; i++) {
      assertThat(keys.codeOf(added[i])).isEqualTo(i);
      assertThat(keys.number(i)).isEqualTo(added[i]);
    }
    assertThat(keys.size()).isEqualTo(added.length);
  }

  @Test
  void ranksFollowTheOrderAndCharactersAreThoseOfDistinctTexts() {
    KeyDictionary keys = new KeyDictionary();
    keys.add("bc");
    keys.add(700);
    keys.add("a");
    keys.add("bc");
    assertThat(keys.ranks()).containsExactly(2, 0, 1);
    assertThat(keys.characters()).isEqualTo(3);
  }

  @Test
  void unknownKeysHaveNoCode() {
    KeyDictionary keys = new KeyDictionary();
    assertThat(keys.codeOf(1)).isEqualTo(-1);
    assertThat(keys.codeOf("1")).isEqualTo(-1);
    keys.add(1);
    assertThat(keys.codeOf("1")).isEqualTo(-1);
    assertThat(keys.isText(0)).isFalse();
  }

  @Test
  void keysMoveBetweenDictionariesByTheirCodes() {
    KeyDictionary one = new KeyDictionary();
    one.add("x");
    one.add(4);
    KeyDictionary other = new KeyDictionary();
    other.add(4);
    assertThat(other.add(one, 1)).isZero();
    assertThat(other.add(one, 0)).isEqualTo(1);
    assertThat(other.text(1)).isEqualTo("x");
    assertThat(other.codeOf(one, 0)).isEqualTo(1);
    one.add("y");
    assertThat(other.codeOf(one, 2)).isEqualTo(-1);
  }
}
