package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which slots are summed up together. Statistics are kept per stratum: one a slot where any slots
 * are to be parted and memory allows, otherwise as few as the folds need. Immutable.
 */
public final class Strata implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;

  private final int[] stratumOf;
  private final int count;

  private Strata(int[] stratumOf, int count) {
    this.stratumOf = stratumOf;
    this.count = count;
  }

  /**
   * Every slot is a stratum of its own.
   *
   * @param slots the number of slots, at least 1
   */
  public static Strata each(int slots) {
    int[] own = new int[slots];
    Arrays.setAll(own, slot -> slot);
    return new Strata(own, slots);
  }

  /**
   * The fewest strata of which every set is a sum: slots that no set tells apart share one, and
   * rows of slots that are in no set are left out.
   *
   * @param slots the number of slots
   * @param sets of slots, which may overlap
   * @throws IllegalArgumentException if a set has a slot that is none
   */
  public static Strata parting(int slots, List<SlotSet> sets) {
    int[] stratumOf = new int[slots];
    Arrays.fill(stratumOf, NONE);
    Map<BitSet, Integer> strata = new HashMap<>();
    BitSet[] memberships = new BitSet[slots];
    Arrays.setAll(memberships, slot -> new BitSet());
    for (int set = 0; set < sets.size(); set++) {
      for (int slot : sets.get(set).toArray()) {
        if (slot >= slots) {
          throw new IllegalArgumentException("slot " + slot + " of " + slots + " is none");
        }

        memberships[slot].set(set);
      }
    }

    for (int slot = 0; slot < slots; slot++) {
      if (!memberships[slot].isEmpty()) {
        strata.putIfAbsent(memberships[slot], strata.size());
        stratumOf[slot] = strata.get(memberships[slot]);
      }
    }

    return new Strata(stratumOf, strata.size());
  }

  /** The number of strata. */
  public int count() {
    return count;
  }

  /** The stratum of a slot; −1 if its rows are left out. */
  public int of(int slot) {
    return slot >= 0 && slot < stratumOf.length ? stratumOf[slot] : NONE;
  }

  /**
   * The strata that together are some slots, in increasing order.
   *
   * @throws IllegalArgumentException if the slots cut a stratum in two or were left out
   */
  public int[] covering(SlotSet slots) {
    boolean[] taken = new boolean[count];
    for (int slot : slots.toArray()) {
      if (of(slot) == NONE) {
        throw new IllegalArgumentException("the rows of slot " + slot + " were left out");
      }

      taken[of(slot)] = true;
    }

    for (int slot = 0; slot < stratumOf.length; slot++) {
      if (of(slot) != NONE && taken[of(slot)] && !slots.contains(slot)) {
        throw new IllegalArgumentException(
            "slot " + slot + " was summed up with others of " + slots + " and cannot be parted");
      }
    }

    int size = 0;
    int[] strata = new int[count];
    for (int stratum = 0; stratum < count; stratum++) {
      if (taken[stratum]) {
        strata[size++] = stratum;
      }
    }

    return Arrays.copyOf(strata, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Strata && Arrays.equals(stratumOf, ((Strata) other).stratumOf);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(stratumOf);
  }
}
