package io.shrinkage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompressedRatingsCodecTest {

  private static byte[] bytes(CompressedRatings table) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CompressedRatingsCodec.write(table, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static CompressedRatings read(byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    CompressedRatings table = CompressedRatingsCodec.read(new DataInputStream(in));
    assertThat(in.available()).isZero();
    return table;
  }

  private static List<String> cells(CompressedRatings table) {
    List<String> cells = new ArrayList<>();
    CompressedRatings.Sorted sorted = table.sorted();
    for (int item = 0; item < sorted.items(); item++) {
      String key = table.items().text(sorted.code(item));
      sorted.forEach(
          item,
          (rank, slot, rating, count, weight) ->
              cells.add(key + " " + slot + " " + rating + " " + count + " " + weight));
    }
    return cells;
  }

  /** Whole-number and text keys, negative ones too; a few items with very many ratings. */
  private static List<double[]> ratings(int seed, int count) {
    Random random = new Random(seed);
    List<double[]> ratings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double item = random.nextInt(4) == 0 ? 7 : random.nextInt(200) - 50;
      ratings.add(
          new double[] {item, random.nextInt(3), random.nextInt(10) * 0.5, random.nextInt(4)});
    }
    return ratings;
  }

  private static CompressedRatings table(List<double[]> ratings, int parts, boolean weighted) {
    CompressedRatings whole = new CompressedRatings(50);
    for (int part = 0; part < parts; part++) {
      CompressedRatings table = new CompressedRatings(50);
      for (int i = part; i < ratings.size(); i += parts) {
        double[] r = ratings.get(i);
        int item = r[0] % 3 == 0 ? table.items().add("tt" + r[0]) : table.items().add((long) r[0]);
        table.add(item, (int) r[1], r[2] - 2, weighted ? r[3] : 1);
      }
      whole.merge(table);
    }
    return whole;
  }

  @Test
  void tableComesBackAsItWas() throws IOException {
    for (boolean weighted : new boolean[] {false, true}) {
      for (int count : new int[] {0, 1, 500, 40_000}) {
        CompressedRatings table = table(ratings(count, count), 1, weighted);
        CompressedRatings back = read(bytes(table));
        assertThat(cells(back)).isEqualTo(cells(table));
        assertThat(bytes(back)).isEqualTo(bytes(table));
      }
    }
  }

  @Test
  void equalTablesGiveEqualBytesWhateverTheOrderOfTheirRatings() throws IOException {
    List<double[]> ratings = ratings(3, 20_000);
    byte[] first = bytes(table(ratings, 1, false));
    for (int parts : new int[] {2, 7}) {
      Collections.shuffle(ratings, new Random(parts));
      assertThat(bytes(table(ratings, parts, false))).isEqualTo(first);
    }
    assertThat(first.length).as("some three bytes a cell").isLessThan(5 * 50 * 200);
  }

  @Test
  void tableThatWasReadTakesMoreRatings() throws IOException {
    List<double[]> ratings = ratings(5, 5_000);
    CompressedRatings day = read(bytes(table(ratings.subList(0, 3_000), 1, false)));
    CompressedRatings next = table(ratings.subList(3_000, 5_000), 1, false);
    assertThat(bytes(day.merge(next))).isEqualTo(bytes(table(ratings, 1, false)));
  }

  @Test
  void weightGoesToTheLastBit() throws IOException {
    CompressedRatings table = new CompressedRatings(1);
    int item = table.items().add(1);
    for (int i = 0; i < 3; i++) {
      table.add(item, 0, 4, 0.1);
    }
    double[] weight = {0};
    read(bytes(table)).sorted().forEach(0, (rank, slot, rating, count, w) -> weight[0] = w);
    assertThat(weight[0]).isEqualTo(3 * 0.1);
  }

  @Test
  void whatIsCutShortOrNoTableIsRefused() throws IOException {
    byte[] whole = bytes(table(ratings(1, 300), 1, true));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(EOFException.class);
    }
    assertThatThrownBy(() -> read(new byte[100]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no table of ratings: it begins with 0");
  }

  @Test
  void anyChangedByteIsReadAsATableOrRefusedButNeverRunsWild() throws IOException {
    byte[] whole = bytes(table(ratings(2, 200), 1, true));
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) 0xff;
      try {
        CompressedRatingsCodec.read(new DataInputStream(new ByteArrayInputStream(changed)));
      } catch (IOException e) {
        assertThat(e).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void messageSaysWhatIsOutOfRange() {
    byte[] slots = {0x53, 0x52, 0x43, 0x31, 0};
    assertThatThrownBy(() -> read(slots))
        .hasMessage("the limit of the slots is 0, expected from 1 to 262144");
    byte[] levels = {0x53, 0x52, 0x43, 0x31, 5, 65};
    assertThatThrownBy(() -> read(levels))
        .hasMessage("the number of ratings is 65, expected from 0 to 64");
  }

  @Test
  void voidTableIsNotWritten() {
    CompressedRatings table = new CompressedRatings(1);
    for (int i = 0; i <= CompressedRatings.MAX_LEVELS; i++) {
      table.add(table.items().add(1), 0, i, 1);
    }
    assertThatThrownBy(() -> bytes(table)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void distinctKeysComeBackInAnyOrder() throws IOException {
    long[] keys = {5, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 26, (1 << 26) - 1, 5};
    DistinctKeys users = new DistinctKeys();
    DistinctKeys reversed = new DistinctKeys();
    for (int i = 0; i < keys.length; i++) {
      users.add(keys[i]);
      reversed.add(keys[keys.length - 1 - i]);
    }
    users.add("ann");
    users.add("Bob");
    reversed.add("Bob");
    reversed.add("ann");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    users.write(new DataOutputStream(bytes));
    ByteArrayOutputStream others = new ByteArrayOutputStream();
    reversed.write(new DataOutputStream(others));
    assertThat(others.toByteArray()).isEqualTo(bytes.toByteArray());
    DistinctKeys back =
        new DistinctKeys().read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(back.size()).isEqualTo(9);
    assertThat(back.merge(users).size()).isEqualTo(9);
  }
}
