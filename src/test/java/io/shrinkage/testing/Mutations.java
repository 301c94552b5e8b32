package io.shrinkage.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Ways in which a file of a table goes wrong, by name; each takes the bytes and a seeded draw. */
public final class Mutations {
  private static final byte[] NONE = {};
  private static final int LONG = 1 << 20;

  private static final List<String> CELLS =
      List.of(
          "1e308",
          "-1e308",
          "1e999",
          "1e-320",
          "NaN",
          "-Infinity",
          "0x1p3",
          "3.5f",
          "1_000",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "99999999999999999999999999",
          "00004",
          "+4",
          "4.",
          ".5",
          "1e",
          "--1",
          "1,5",
          "\"1,5\"",
          "",
          " ",
          "null",
          "NULL",
          "\\N",
          "true",
          "\"a\nb\"",
          "\"unterminated",
          "a\"b",
          "\"\"\"\"",
          "\\",
          "a\\\"b",
          "=1+1",
          "é映画\ud83c\udfac",
          "\u0000",
          "\u202e",
          "1970-01-01T00:00:00Z",
          "4\u00a0",
          "\ufeff4",
          "٤",
          "{}",
          "[1]",
          "{\"a\":1}");

  private static final List<String> NAMES =
      List.of(
          "",
          "rating",
          "userId",
          "_malformed",
          "_reason",
          "_raw",
          "a.b",
          "a`b",
          "\"q\"",
          "hash",
          "item_n",
          "reason",
          "weight",
          "_c0",
          "RATING",
          " rating",
          "rating ",
          "\ufeffrating",
          "é");

  private Mutations() {}

  /** One way. */
  public interface Mutation {
    /** The file as it went wrong. */
    byte[] apply(byte[] file, SplittableRandom random);
  }

  /** Of any file. */
  public static Map<String, Mutation> ofBytes() {
    Map<String, Mutation> all = new LinkedHashMap<>();
    all.put("as it is", (file, random) -> file);
    all.put("empty", (file, random) -> NONE);
    all.put("cut", (file, random) -> Arrays.copyOf(file, random.nextInt(file.length)));
    all.put(
        "cut near its end",
        (file, random) ->
            Arrays.copyOf(file, file.length - 1 - random.nextInt(Math.min(40, file.length - 1))));
    all.put(
        "beginning lost",
        (file, random) ->
            Arrays.copyOfRange(file, 1 + random.nextInt(file.length - 1), file.length));
    all.put("one bit", (file, random) -> bits(file, random, 1));
    all.put("many bits", (file, random) -> bits(file, random, 2 + random.nextInt(60)));
    all.put("bytes in between", (file, random) -> spliced(file, random, junk(random, 200)));
    all.put("NULs in between", (file, random) -> spliced(file, random, new byte[100]));
    all.put(
        "a part twice",
        (file, random) -> {
          int from = random.nextInt(file.length);
          int to = from + random.nextInt(file.length - from);
          return spliced(file, random, Arrays.copyOfRange(file, from, to));
        });
    all.put("twice", (file, random) -> joined(file, file));
    all.put("junk after it", (file, random) -> joined(file, junk(random, 300)));
    all.put("junk", (file, random) -> junk(random, 5000));
    all.put("NULs", (file, random) -> new byte[1 + random.nextInt(5000)]);
    return all;
  }

  /** Of a file of lines. */
  public static Map<String, Mutation> ofText() {
    Map<String, Mutation> all = new LinkedHashMap<>();
    all.put("UTF-16", (file, random) -> recoded(file, StandardCharsets.UTF_16));
    all.put("UTF-16LE", (file, random) -> recoded(file, StandardCharsets.UTF_16LE));
    all.put("Latin-1", (file, random) -> recoded(file, StandardCharsets.ISO_8859_1));
    all.put(
        "byte order mark",
        (file, random) -> joined(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, file));
    all.put("CR LF", (file, random) -> text(file, t -> t.replace("\n", "\r\n")));
    all.put("CR", (file, random) -> text(file, t -> t.replace("\n", "\r")));
    all.put("no line ends", (file, random) -> text(file, t -> t.replace("\n", "")));
    all.put("blank lines", (file, random) -> text(file, t -> t.replace("\n", "\n\n \n")));
    all.put("first line lost", (file, random) -> text(file, t -> t.substring(t.indexOf('\n') + 1)));
    all.put(
        "first line again",
        (file, random) -> text(file, t -> t.substring(0, t.indexOf('\n') + 1) + t));
    all.put("lines shuffled", (file, random) -> shuffled(file, random));
    all.put("line lost in part", (file, random) -> line(file, random, l -> half(l, random)));
    all.put("line twice as long", (file, random) -> line(file, random, l -> l + "," + l));
    all.put("very long line", (file, random) -> line(file, random, l -> l + "x".repeat(LONG)));
    all.put("very long number", (file, random) -> line(file, random, l -> l + "0".repeat(LONG)));
    all.put("a quote that never ends", (file, random) -> text(file, t -> spliced(t, random, "\"")));
    all.put("quotes", (file, random) -> text(file, t -> spliced(t, random, "\"\"\",\"")));
    all.put("backslashes", (file, random) -> text(file, t -> spliced(t, random, "\\\\\\")));
    all.put("semicolons", (file, random) -> text(file, t -> t.replace(',', ';')));
    return all;
  }

  /** Of comma-separated lines under a header. */
  public static Map<String, Mutation> ofCsv() {
    Map<String, Mutation> all = new LinkedHashMap<>();
    all.put("a cell", (file, random) -> cells(file, random, 1));
    all.put("many cells", (file, random) -> cells(file, random, 20));
    all.put("a column of one value", Mutations::column);
    all.put(
        "two columns of the header swapped", (file, random) -> header(file, h -> swap(h, random)));
    all.put(
        "two cells swapped",
        (file, random) ->
            line(file, random, l -> String.join(",", swap(List.of(l.split(",", -1)), random))));
    all.put("a name of the header", (file, random) -> header(file, h -> named(h, random)));
    all.put(
        "one name for all",
        (file, random) -> header(file, h -> Collections.nCopies(h.size(), h.get(0))));
    all.put("no names", (file, random) -> header(file, h -> Collections.nCopies(h.size(), "")));
    all.put("a name too few", (file, random) -> header(file, h -> h.subList(0, h.size() - 1)));
    all.put("a name too many", (file, random) -> header(file, h -> added(h, "extra")));
    all.put("25,000 columns", (file, random) -> line(file, random, l -> l + ",7".repeat(25_000)));
    all.put("25,000 names", (file, random) -> header(file, h -> added(h, "n,".repeat(25_000))));
    return all;
  }

  /** Of JSON lines. */
  public static Map<String, Mutation> ofJson() {
    Map<String, Mutation> all = new LinkedHashMap<>();
    all.put("a value", Mutations::jsonValue);
    all.put(
        "a key twice",
        (file, random) -> line(file, random, l -> "{\"rating\":1," + l.substring(1)));
    all.put("an array", (file, random) -> line(file, random, l -> "[" + l + "]"));
    all.put(
        "one array", (file, random) -> text(file, t -> "[" + t.strip().replace("\n", ",\n") + "]"));
    all.put(
        "deep",
        (file, random) -> line(file, random, l -> "{\"a\":".repeat(3000) + "1" + "}".repeat(3000)));
    all.put(
        "deep in a value",
        (file, random) ->
            line(file, random, l -> "{\"rating\":" + "[".repeat(2000) + "]".repeat(2000) + "}"));
    all.put("no object", (file, random) -> line(file, random, l -> "4"));
    all.put("other keys", (file, random) -> text(file, t -> t.replace("rating", "Rating")));
    all.put(
        "a key of the reader's",
        (file, random) -> text(file, t -> t.replace("{", "{\"_malformed\":\"x\",")));
    return all;
  }

  /** Of a compressed file, from its text. */
  public static Map<String, Mutation> ofGzip() {
    Map<String, Mutation> all = new LinkedHashMap<>();
    ofBytes().forEach((name, m) -> all.put("gzip: " + name, (file, r) -> m.apply(gzip(file), r)));
    all.put("not compressed", (file, random) -> file);
    all.put("compressed twice", (file, random) -> gzip(gzip(file)));
    all.put("two members", (file, random) -> joined(gzip(file), gzip(file)));
    all.put("bomb of one line", (file, random) -> gzip(joined(file, new byte[8 * LONG])));
    all.put(
        "bomb of lines",
        (file, random) -> gzip(text(file, t -> t + t.substring(t.indexOf('\n') + 1).repeat(400))));
    return all;
  }

  /** A file in gzip's form. */
  public static byte[] gzip(byte[] file) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static <T> T one(List<T> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }

  private static byte[] bits(byte[] file, SplittableRandom random, int count) {
    byte[] other = file.clone();
    for (int i = 0; i < count; i++) {
      other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return other;
  }

  private static byte[] junk(SplittableRandom random, int most) {
    byte[] junk = new byte[1 + random.nextInt(most)];
    random.nextBytes(junk);
    return junk;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static byte[] spliced(byte[] file, SplittableRandom random, byte[] part) {
    int at = random.nextInt(file.length + 1);
    return joined(joined(Arrays.copyOf(file, at), part), Arrays.copyOfRange(file, at, file.length));
  }

  private static String spliced(String text, SplittableRandom random, String part) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + part + text.substring(at);
  }

  private static byte[] recoded(byte[] file, Charset charset) {
    return new String(file, StandardCharsets.UTF_8).getBytes(charset);
  }

  private static byte[] text(byte[] file, UnaryOperator<String> change) {
    return change.apply(new String(file, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] lines(byte[] file, UnaryOperator<List<String>> change) {
    return text(
        file, t -> String.join("\n", change.apply(new ArrayList<>(List.of(t.split("\n"))))) + "\n");
  }

  /** Changes one line that is not the first. */
  private static byte[] line(byte[] file, SplittableRandom random, UnaryOperator<String> change) {
    return lines(
        file,
        all -> {
          int at = 1 + random.nextInt(all.size() - 1);
          all.set(at, change.apply(all.get(at)));
          return all;
        });
  }

  private static byte[] shuffled(byte[] file, SplittableRandom random) {
    return lines(
        file,
        all -> {
          List<String> other = new ArrayList<>();
          for (int i : Cases.permutation(random, all.size())) {
            other.add(all.get(i));
          }
          return other;
        });
  }

  private static String half(String line, SplittableRandom random) {
    return line.substring(0, random.nextInt(line.length()));
  }

  private static byte[] cells(byte[] file, SplittableRandom random, int count) {
    byte[] other = file;
    for (int i = 0; i < count; i++) {
      other =
          line(
              other,
              random,
              l -> {
                List<String> cells = new ArrayList<>(List.of(l.split(",", -1)));
                cells.set(random.nextInt(cells.size()), one(CELLS, random));
                return String.join(",", cells).replace('\n', ' ');
              });
    }
    return random.nextBoolean() ? other : text(other, t -> spliced(t, random, one(CELLS, random)));
  }

  private static byte[] column(byte[] file, SplittableRandom random) {
    String value = one(CELLS, random).replace('\n', ' ');
    return lines(
        file,
        all -> {
          int at = random.nextInt(all.get(0).split(",").length);
          for (int i = 1; i < all.size(); i++) {
            List<String> cells = new ArrayList<>(List.of(all.get(i).split(",", -1)));
            cells.set(at, value);
            all.set(i, String.join(",", cells));
          }
          return all;
        });
  }

  private static byte[] header(byte[] file, UnaryOperator<List<String>> change) {
    return lines(
        file,
        all -> {
          all.set(0, String.join(",", change.apply(List.of(all.get(0).split(",")))));
          return all;
        });
  }

  private static List<String> swap(List<String> cells, SplittableRandom random) {
    List<String> other = new ArrayList<>(cells);
    Collections.swap(other, random.nextInt(cells.size()), random.nextInt(cells.size()));
    return other;
  }

  private static List<String> named(List<String> header, SplittableRandom random) {
    List<String> other = new ArrayList<>(header);
    other.set(random.nextInt(other.size()), one(NAMES, random));
    return other;
  }

  private static List<String> added(List<String> header, String name) {
    List<String> other = new ArrayList<>(header);
    other.add(name);
    return other;
  }

  private static byte[] jsonValue(byte[] file, SplittableRandom random) {
    String value = one(CELLS, random);
    return line(file, random, l -> l.replaceFirst(":[^,}]*([,}])", ":" + quoted(value) + "$1"));
  }

  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("$", "\\$");
  }
}
