package io.shrinkage.spark;

import io.shrinkage.features.ExtendedKey;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.KeyedRows;
import io.shrinkage.model.Tombstones;
import io.shrinkage.statistics.CompressedRatings;
import io.shrinkage.statistics.CompressedRatingsCodec;
import io.shrinkage.statistics.DecayedCounts;
import io.shrinkage.statistics.DistinctKeys;
import io.shrinkage.statistics.KeyDictionary;
import io.shrinkage.statistics.Mergeable;
import io.shrinkage.statistics.SlotSet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What one scan of the checked ratings yields: how many rows were read, accepted and rejected and
 * why, the users and items, and the compressed table.
 *
 * <p>{@code read} counts rows as they come; it is not a sum. Rows of users who are to be forgotten
 * are counted apart, and nothing else of them is taken in.
 *
 * <p>Where features depend on the row, the table's keys are an item with their values ({@link
 * ExtendedKey}). More than {@value #MOST_KEYS} of those, or {@value #MOST_KEY_CHARACTERS}
 * characters in all, do not compress: the intake overflows, lets go of its table and reads no
 * further. Both limits are those of the distinct keys of all rows, so neither order nor partitions
 * decide.
 */
final class Intake implements Mergeable<Intake>, Serializable {
  private static final long serialVersionUID = 1L;

  /** The most distinct keys with values of features: some 150 MB of them, beside the counts. */
  static final int MOST_KEYS = 1 << 20;

  /** The most characters that those keys may have together. */
  static final long MOST_KEY_CHARACTERS = 1L << 26;

  private static final int MOST_FEATURES = 1 << 20;

  private final boolean compress;
  private final boolean[] numeric; // of each feature of the ratings; null: no more rows come
  private final DistinctKeys users;
  private final DistinctKeys others = new DistinctKeys(); // users of rejected rows, for a store
  private final TreeMap<String, Long> reasons = new TreeMap<>();
  private final TreeMap<String, Long> forgotten = new TreeMap<>(); // rows by the user's hash
  private final long[][] featureValues; // [feature][missing, unreadable, out of range]
  private KeyDictionary tableKeys;
  private KeyDictionary items; // null: those of the table's keys
  private final SlotSet heldOut; // null: their groups of users are not asked for
  private CompressedRatings table;
  private CompressedRatings groups;
  private long read;
  private long accepted;
  private long userValues;
  private boolean tooManyKeys;
  private transient int lastItem = -1;
  private transient KeyedRows keys;

  /**
   * An empty intake that counts rows, without a table.
   *
   * @param features how many features are read from the ratings themselves
   */
  Intake(int features) {
    this(
        false,
        null,
        new CompressedRatings(1),
        new DistinctKeys(),
        new long[features][FeatureColumns.STATUSES],
        null,
        null);
  }

  /**
   * An empty intake that compresses.
   *
   * @param slots the limit of the slots
   * @param numeric of each feature that is read from the ratings themselves, whether it is a number
   * @param heldOut the slots of the test ratings, which are to be kept by groups of users as well;
   *     null: they are not
   */
  Intake(int slots, boolean[] numeric, SlotSet heldOut) {
    this(
        true,
        numeric,
        new CompressedRatings(slots),
        new DistinctKeys(),
        new long[numeric.length][FeatureColumns.STATUSES],
        heldOut,
        heldOut == null ? null : new CompressedRatings(CheckedRatings.GROUPS));
  }

  private Intake(
      boolean compress,
      boolean[] numeric,
      CompressedRatings table,
      DistinctKeys users,
      long[][] featureValues,
      SlotSet heldOut,
      CompressedRatings groups) {
    this.compress = compress;
    this.numeric = numeric;
    this.heldOut = heldOut;
    this.groups = groups;
    this.table = table;
    this.tableKeys = table.items();
    this.users = users;
    this.featureValues = featureValues;
  }

  /** Of each feature, whether it is a number. */
  static boolean[] numeric(List<FeatureSpec> features) {
    boolean[] numeric = new boolean[features.size()];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = !features.get(i).kind().isCategorical();
    }
    return numeric;
  }

  /** Writes everything, the table in its canonical order. */
  void write(DataOutput out) throws IOException {
    out.writeLong(read);
    out.writeLong(accepted);
    write(reasons, out);
    write(forgotten, out);
    out.writeInt(featureValues.length);
    for (long[] counts : featureValues) {
      for (long count : counts) {
        out.writeLong(count);
      }
    }
    users.write(out);
    others.write(out);
    out.writeLong(userValues);
    CompressedRatingsCodec.write(table, out);
    out.writeBoolean(groups != null);
    if (groups != null) {
      CompressedRatingsCodec.write(groups, out);
    }
  }

  private static void write(Map<String, Long> counts, DataOutput out) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      out.writeUTF(count.getKey());
      out.writeLong(count.getValue());
    }
  }

  private static Map<String, Long> readCounts(DataInput in) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      counts.put(in.readUTF(), in.readLong());
    }
    return counts;
  }

  /**
   * The intake that was written, with a compressed table.
   *
   * @param features how many features are read from the ratings themselves
   * @throws IOException if it is none of so many features
   */
  static Intake read(DataInput in, int features) throws IOException {
    Intake intake = read(in);
    if (intake.featureValues.length != features) {
      throw new IOException("it has not the counts of " + features + " features of the ratings");
    }
    return intake;
  }

  /** The intake that was written, of however many features of the ratings. */
  static Intake read(DataInput in) throws IOException {
    long read = in.readLong();
    long accepted = in.readLong();
    Map<String, Long> reasons = readCounts(in);
    Map<String, Long> forgotten = readCounts(in);
    int features = in.readInt();
    if (features < 0 || features > MOST_FEATURES) {
      throw new IOException("it has the counts of " + features + " features of the ratings");
    }
    long[][] featureValues = new long[features][FeatureColumns.STATUSES];
    for (long[] counts : featureValues) {
      for (int status = 0; status < counts.length; status++) {
        counts[status] = in.readLong();
      }
    }
    DistinctKeys users = new DistinctKeys().read(in);
    DistinctKeys others = new DistinctKeys().read(in);
    long userValues = in.readLong();
    CompressedRatings table = CompressedRatingsCodec.read(in);
    CompressedRatings groups = in.readBoolean() ? CompressedRatingsCodec.read(in) : null;
    Intake intake = new Intake(true, null, table, users, featureValues, null, groups);
    intake.read = read;
    intake.accepted = accepted;
    intake.reasons.putAll(reasons);
    intake.forgotten.putAll(forgotten);
    intake.others.merge(others);
    intake.userValues = userValues;
    return intake;
  }

  /**
   * Takes in a partition's rows, whose columns are those of {@link CheckedRatings#intakeColumns}
   * or, where it compresses, of {@link CheckedRatings#compressedColumns}. Once it has overflowed,
   * the rest is not read.
   */
  Intake addAll(Iterator<InternalRow> rows) {
    while (rows.hasNext() && !overflowed()) {
      add(rows.next());
    }
    return settled();
  }

  private void add(InternalRow row) {
    read++;
    if (!row.isNullAt(CheckedRatings.REASON)) {
      reject(row);
      return;
    }

    for (int feature = 0; feature < featureValues.length; feature++) {
      tally(feature, row.getInt(CheckedRatings.STATUSES + feature));
    }
    if (compress) {
      compress(row);
    } else {
      accept(row);
    }
  }

  private void compress(InternalRow row) {
    accepted++;
    addUser(users, row);
    int slot = row.getInt(CheckedRatings.SLOT);
    double rating = row.getDouble(CheckedRatings.RATING);
    double weight = row.getDouble(CheckedRatings.WEIGHT);
    boolean isTest = heldOut != null && heldOut.contains(slot);
    String extended = numeric.length == 0 ? null : extendedKey(row);
    table.add(code(tableKeys, extended, row), slot, rating, weight);
    if (isTest) {
      groups.add(code(groups.items(), extended, row), group(row), rating, weight);
    }
    limitKeys();
  }

  private static int code(KeyDictionary keys, String extended, InternalRow row) {
    return extended == null ? key(keys, row, CheckedRatings.ITEM) : keys.add(extended);
  }

  /** The group of users that a row is in, the last of its columns. */
  private int group(InternalRow row) {
    return row.getInt(CheckedRatings.STATUSES + 2 * numeric.length);
  }

  private String extendedKey(InternalRow row) {
    ExtendedKey.Writer key = new ExtendedKey.Writer();
    if (!row.isNullAt(CheckedRatings.ITEM)) {
      key.item(row.getLong(CheckedRatings.ITEM));
    } else if (!row.isNullAt(CheckedRatings.ITEM + 1)) {
      key.item(row.getUTF8String(CheckedRatings.ITEM + 1).toString());
    } else {
      key.noItem();
    }
    for (int feature = 0; feature < numeric.length; feature++) {
      int at = CheckedRatings.STATUSES + numeric.length + feature;
      if (row.isNullAt(at)) {
        key.missing();
      } else if (numeric[feature]) {
        key.value(row.getDouble(at));
      } else {
        key.value(row.getUTF8String(at).toString());
      }
    }
    return key.text();
  }

  /** Lets go of a table whose rows have too many distinct values to compress. */
  private void limitKeys() {
    boolean extended = compress && featureValues.length > 0;
    if (extended
        && (tableKeys.size() > MOST_KEYS || tableKeys.characters() > MOST_KEY_CHARACTERS)) {
      tooManyKeys = true;
    }
    if (tooManyKeys) {
      table = new CompressedRatings(table.slots());
      tableKeys = table.items();
      groups = groups == null ? null : new CompressedRatings(CheckedRatings.GROUPS);
    }
  }

  /**
   * Takes in a row whose features were read and checked beside it.
   *
   * @param row with the columns of {@link CheckedRatings#packedColumns}
   * @param reason why its features reject it; null if they do not
   * @param statuses of its features; of length 0 if all of them are as they should be
   * @return whether it is accepted
   */
  boolean add(InternalRow row, Reason reason, byte[] statuses) {
    read++;
    boolean checked = row.isNullAt(CheckedRatings.REASON);
    if (!checked) {
      reject(row);
      return false;
    }
    if (reason != null) {
      reasons.merge(reason.text(), 1L, Long::sum);
      return false;
    }

    accept(row);
    for (int feature = 0; feature < statuses.length; feature++) {
      tally(feature, statuses[feature]);
    }
    return true;
  }

  private void reject(InternalRow row) {
    String reason = row.getUTF8String(CheckedRatings.REASON).toString();
    if (reason.startsWith(Forgotten.REASON)) {
      forgotten.merge(reason.substring(Forgotten.REASON.length()), 1L, Long::sum);
      return;
    }
    reasons.merge(reason, 1L, Long::sum);
    if (heldOut != null) {
      addUser(others, row);
    }
  }

  private void accept(InternalRow row) {
    accepted++;
    addUser(users, row);
    lastItem = key(tableKeys, row, CheckedRatings.ITEM);
  }

  private void tally(int feature, int status) {
    if (status > 0) {
      featureValues[feature][status - 1]++;
    }
  }

  /** The code in {@link #items} of the row that was accepted last; -1 if it has no item. */
  int lastItem() {
    return lastItem;
  }

  /** Ready to travel. */
  Intake settled() {
    table.settle();
    if (groups != null) {
      groups.settle();
    }
    return this;
  }

  private static void addUser(DistinctKeys users, InternalRow row) {
    if (!row.isNullAt(CheckedRatings.USER)) {
      users.add(row.getLong(CheckedRatings.USER));
    } else if (!row.isNullAt(CheckedRatings.USER + 1)) {
      users.add(row.getUTF8String(CheckedRatings.USER + 1).toString());
    }
  }

  /**
   * The code of a key that spans a whole-number column and a text column; -1 where both are null.
   */
  static int key(KeyDictionary keys, InternalRow row, int column) {
    if (!row.isNullAt(column)) {
      return keys.add(row.getLong(column));
    }
    if (!row.isNullAt(column + 1)) {
      UTF8String text = row.getUTF8String(column + 1);
      return keys.add(text.toString());
    }
    return -1;
  }

  @Override
  public Intake merge(Intake later) {
    read += later.read;
    accepted += later.accepted;
    later.reasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    later.forgotten.forEach((user, count) -> forgotten.merge(user, count, Long::sum));
    users.merge(later.users);
    others.merge(later.others);
    for (int feature = 0; feature < featureValues.length; feature++) {
      for (int status = 0; status < FeatureColumns.STATUSES; status++) {
        featureValues[feature][status] += later.featureValues[feature][status];
      }
    }
    keys = null;
    tooManyKeys |= later.tooManyKeys;
    if (!tooManyKeys) {
      table.merge(later.table);
      if (groups != null) {
        groups.merge(later.groups);
      }
    }
    limitKeys();
    return this;
  }

  long read() {
    return read;
  }

  long accepted() {
    return accepted;
  }

  /** Rows by reason; their sum is what was rejected. */
  Map<String, Long> reasons() {
    return reasons;
  }

  /** Rows that were passed over, by the hash of the user who is to be forgotten. */
  Map<String, Long> forgotten() {
    return forgotten;
  }

  /**
   * The hashes among these of users that this knows: of accepted ratings and, in a store, of
   * rejected rows.
   */
  Set<String> known(Tombstones tombstones, Set<String> hashes) {
    Set<String> known = new TreeSet<>();
    Consumer<String> look =
        key -> {
          String hash = tombstones.hash(key);
          if (hashes.contains(hash)) {
            known.add(hash);
          }
        };
    forEachUser(look);
    return known;
  }

  /** Visits the users of accepted ratings and, in a store, those of rejected rows. */
  void forEachUser(Consumer<String> visitor) {
    users.forEach(visitor);
    others.forEach(visitor);
  }

  /** Notes what {@link RatingsSource#userValues} says of these rows. */
  Intake withUserValues(long fingerprint) {
    userValues = fingerprint;
    return this;
  }

  /** What was noted of its users' values when the rows were read; not of merged ones. */
  long userValues() {
    return userValues;
  }

  int users() {
    return users.size();
  }

  /** The items' keys. */
  KeyDictionary items() {
    return items == null ? keys().items() : items;
  }

  /** What the table's keys name; before the table is taken. */
  KeyedRows keys() {
    if (keys == null) {
      keys = KeyedRows.of(tableKeys, compress ? featureValues.length : 0);
    }
    return keys;
  }

  /** What the keys of {@link #groups} name. */
  KeyedRows groupKeys() {
    return KeyedRows.of(groups.items(), featureValues.length);
  }

  /** Whether the ratings do not compress, so that the table is void. */
  boolean overflowed() {
    return tooManyKeys || table.overflowed() || groups != null && groups.overflowed();
  }

  /** Whether they do not because items and values of features have too many distinct pairs. */
  boolean hasTooManyKeys() {
    return tooManyKeys;
  }

  /** The test ratings by item and group of users; null if they were not asked for. */
  CompressedRatings groups() {
    return groups;
  }

  /** The compressed table in its order. */
  CompressedRatings.Sorted sorted() {
    return table.sorted();
  }

  /** Whether a user is among those of the accepted ratings. */
  boolean knows(String user) {
    return users.contains(user);
  }

  /** Adds the compressed table, scaled, to others. */
  void addTo(DecayedCounts decay, double factor) {
    decay.add(table, factor);
  }

  /**
   * Hands the compressed table over, once: it is large, and the blocks that are made of it stay.
   */
  CompressedRatings takeTable() {
    CompressedRatings taken = Objects.requireNonNull(table, "the table was taken before");
    items = items();
    table = null;
    tableKeys = null;
    keys = null;
    return taken;
  }

  /** Missing, unreadable and out-of-range values of one feature of the ratings table. */
  long[] featureValues(int feature) {
    return featureValues[feature].clone();
  }
}
