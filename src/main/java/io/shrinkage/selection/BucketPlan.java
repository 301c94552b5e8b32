package io.shrinkage.selection;

import io.shrinkage.statistics.SlotSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The role of every slot: test, validation or training.
 *
 * <p>Rows are hashed to B buckets, and roles are given to whole buckets: the first round(share·B)
 * are test, the next validation, the rest training. Where a column or the time decides what is a
 * test row, such a row's slot is its bucket plus B, and every bucket below B is validation or
 * training. A share above 0 is at least one bucket.
 *
 * <p>Where a column names each row's fold, the slots above are repeated for every fold: a slot is
 * fold · base + what it would be without, base being B or 2B. Immutable.
 */
public final class BucketPlan {

  private final int buckets;
  private final int testBuckets;
  private final int validationBuckets;
  private final boolean keyed;
  private final int givenFolds; // 0: folds are dealt

  private BucketPlan(
      int buckets, int testBuckets, int validationBuckets, boolean keyed, int givenFolds) {
    int training = buckets - testBuckets - validationBuckets;
    if (training < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no training bucket remains: %d of %d buckets are test and %d validation; lower the"
                  + " shares or take more buckets",
              testBuckets,
              buckets,
              validationBuckets));
    }

    this.buckets = buckets;
    this.testBuckets = testBuckets;
    this.validationBuckets = validationBuckets;
    this.keyed = keyed;
    this.givenFolds = givenFolds;
  }

  /**
   * Test and validation rows by hash.
   *
   * @param buckets B, at least 1
   * @param testShare the share of all rows, in [0, 1)
   * @param validationShare the share of all rows, in [0, 1)
   * @throws IllegalArgumentException if a value is out of range or no training bucket remains
   */
  public static BucketPlan hashed(int buckets, double testShare, double validationShare) {
    int test = bucketsOf("test", testShare, buckets);
    return new BucketPlan(
        buckets, test, bucketsOf("validation", validationShare, buckets), false, 0);
  }

  /**
   * Test rows by a column or the time (their slots are B and above), validation rows by hash.
   *
   * @param buckets B, at least 1
   * @param validationShare the share of the rows that are not test rows, in [0, 1)
   * @throws IllegalArgumentException if a value is out of range or no training bucket remains
   */
  public static BucketPlan keyed(int buckets, double validationShare) {
    return new BucketPlan(buckets, 0, bucketsOf("validation", validationShare, buckets), true, 0);
  }

  private static int bucketsOf(String role, double share, int buckets) {
    if (buckets < 1) {
      throw new IllegalArgumentException(
          "the number of buckets must be at least 1, was " + buckets);
    }

    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "the " + role + " share must be at least 0 and below 1, was " + share);
    }

    return share == 0 ? 0 : Math.max(1, Math.toIntExact(Math.round(share * buckets)));
  }

  /**
   * This plan if it has validation buckets; otherwise the one in which the first fifth of its
   * training buckets, at least one, are validation.
   *
   * @throws IllegalArgumentException if there is one training bucket only
   */
  public BucketPlan withValidation() {
    if (validationBuckets > 0) {
      return this;
    }

    int fifth = Math.max(1, Math.toIntExact(Math.round((buckets - testBuckets) / 5.0)));
    return new BucketPlan(buckets, testBuckets, fifth, keyed, givenFolds);
  }

  /**
   * The same roles where a column names each row's fold.
   *
   * @param count how many folds there are, at least 1
   */
  public BucketPlan withGivenFolds(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of given folds must be at least 1, was " + count);
    }

    return new BucketPlan(buckets, testBuckets, validationBuckets, keyed, count);
  }

  /** Whether a column names each row's fold. */
  public boolean foldsAreGiven() {
    return givenFolds > 0;
  }

  /** The number of buckets B. */
  public int buckets() {
    return buckets;
  }

  /** The number of slots: B, or 2B where a second key decides, for each given fold. */
  public int slots() {
    return Math.multiplyExact(base(), Math.max(1, givenFolds));
  }

  private int base() {
    return keyed ? 2 * buckets : buckets;
  }

  /** The share of the buckets that are test; NaN where a second key decides. */
  public double testShare() {
    return keyed ? Double.NaN : (double) testBuckets / buckets;
  }

  /** The slots of the rows that the weights are fitted to while λ is chosen. */
  public SlotSet train() {
    return slots(bucket -> bucket >= testBuckets + validationBuckets && bucket < buckets);
  }

  /** The slots of the rows that choose λ. */
  public SlotSet validation() {
    return slots(bucket -> bucket >= testBuckets && bucket < testBuckets + validationBuckets);
  }

  /** The slots of the rows that are only ever predicted. */
  public SlotSet test() {
    return slots(bucket -> bucket < testBuckets || bucket >= buckets);
  }

  private SlotSet slots(IntPredicate role) {
    return SlotSet.of(slots(), slot -> role.test(slot % base()));
  }

  /** The slots of the final fit: training and validation. */
  public SlotSet fit() {
    return train().union(validation());
  }

  /**
   * The held-out slots of each fold: the slots of {@link #fit()} as they were given, or dealt to
   * the folds in turn.
   *
   * @param count the number of folds where they are dealt, at least 2 and at most the number of
   *     those slots
   * @throws IllegalArgumentException if the count is out of range
   */
  public List<SlotSet> folds(int count) {
    int[] slots = fit().toArray();
    if (!foldsAreGiven() && (count < 2 || count > slots.length)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d folds cannot be dealt from %d training buckets; take 2 to %d",
              count,
              slots.length,
              slots.length));
    }

    return folds(slots, count);
  }

  /**
   * The held-out slots of each fold among some of the slots: as they were given, of which some may
   * be empty, or dealt in this order.
   *
   * @param order the slots, each once
   * @param count the most folds to deal; there are never more than slots
   */
  List<SlotSet> folds(int[] order, int count) {
    if (!foldsAreGiven()) {
      return HashOrder.deal(order, Math.min(count, order.length));
    }

    SlotSet some = HashOrder.first(order, order.length);
    return IntStream.range(0, givenFolds)
        .mapToObj(fold -> SlotSet.of(slots(), slot -> slot / base() == fold && some.contains(slot)))
        .toList();
  }
}
