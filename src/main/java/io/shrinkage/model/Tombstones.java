package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.features.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The users of an output directory who are to be forgotten: for each a hash of a salt and the
 * user's key, never the key itself.
 *
 * <p>The hash is SHA-256 of the UTF-8 bytes of the salt followed by the key, in hex: what Spark
 * computes by {@code sha2(concat(salt, key), 256)}.
 *
 * @param salt random, 64 hex digits; empty as long as nobody is to be forgotten
 * @param users in the order in which they were forgotten
 */
public record Tombstones(String salt, List<Tombstone> users) {
  /** The most users; each costs every scan a place in a hash set. */
  public static final int MOST = 100_000;

  private static final int VERSION = 1;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Takes a copy. */
  public Tombstones {
    users = List.copyOf(users);
  }

  /**
   * A user who is to be forgotten.
   *
   * @param hash of salt and key
   * @param since when that was asked for
   */
  public record Tombstone(String hash, Instant since) {}

  /** Nobody is to be forgotten. */
  public static Tombstones none() {
    return new Tombstones("", List.of());
  }

  /** Whether nobody is to be forgotten. */
  public boolean isEmpty() {
    return users.isEmpty();
  }

  /** The hashes of the users. */
  public Set<String> hashes() {
    Set<String> hashes = new LinkedHashSet<>();
    users.forEach(user -> hashes.add(user.hash()));
    return hashes;
  }

  /** The tombstone of a user, by the hash. */
  public Optional<Tombstone> of(String hash) {
    return users.stream().filter(user -> user.hash().equals(hash)).findFirst();
  }

  /** The same and one more user, unless the user is among them. */
  public Tombstones with(String hash, Instant now) {
    if (of(hash).isPresent()) {
      return this;
    }
    List<Tombstone> more = new ArrayList<>(users);
    more.add(new Tombstone(hash, now));
    return new Tombstones(salt, more);
  }

  /** The hash of a user's key under this salt. */
  public String hash(String key) {
    return DigestUtils.sha256Hex(salt + key);
  }

  /** What changes whenever anybody is added; empty if nobody is to be forgotten. */
  public String fingerprint() {
    return isEmpty() ? "" : DigestUtils.sha256Hex(salt + "\n" + String.join("\n", hashes()));
  }

  /** Writes them as UTF-8; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    ObjectNode root = JsonFile.object();
    root.put("format_version", VERSION);
    root.put("salt", salt);
    ArrayNode list = root.putArray("users");
    for (Tombstone user : users) {
      ObjectNode node = list.addObject();
      node.put("hash", user.hash());
      node.put("since", user.since().toString());
    }
    JsonFile.write(root, out);
  }

  /**
   * Reads tombstones.
   *
   * @throws DataException if the file is none; the message says what is wrong
   */
  public static Tombstones read(InputStream in, String file) throws IOException {
    JsonPart root = JsonFile.read(in, file);
    if (root.integer("format_version") != VERSION) {
      throw root.wrong("format_version", Integer.toString(VERSION), root.integer("format_version"));
    }
    List<Tombstone> users = root.parts("users", Tombstones::tombstone);
    if (users.size() > MOST) {
      throw root.wrong("users", "at most " + MOST + " users", users.size() + " users");
    }
    Tombstones tombstones = new Tombstones(hash(root, "salt"), users);
    if (tombstones.hashes().size() != users.size()) {
      throw root.wrong("users", "each hash once", "a hash that stands there twice");
    }
    return tombstones;
  }

  private static Tombstone tombstone(JsonPart part) {
    try {
      return new Tombstone(hash(part, "hash"), Instant.parse(part.text("since")));
    } catch (DateTimeException e) {
      throw part.wrong("since", "a time such as 2024-01-31T12:00:00Z", part.text("since"));
    }
  }

  private static String hash(JsonPart part, String key) {
    String text = part.text(key);
    if (!HASH.matcher(text).matches()) {
      throw part.wrong(key, "64 hex digits", text);
    }
    return text;
  }
}
