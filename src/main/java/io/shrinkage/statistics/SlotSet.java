package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The slots whose rows take part in a pass. A slot is the bucket of a row, or its bucket plus the
 * number of buckets where a second key makes it a test row. Immutable.
 */
public final class SlotSet implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean[] member;
  private final int size;

  private SlotSet(boolean[] member) {
    this.member = member;
    int members = 0;
    for (boolean m : member) {
      members += m ? 1 : 0;
    }

    this.size = members;
  }

  /**
   * The slots below a limit that satisfy a condition.
   *
   * @param slots the limit: no slot at or above it is a member
   */
  public static SlotSet of(int slots, IntPredicate condition) {
    if (slots < 0) {
      throw new IllegalArgumentException("the number of slots must be at least 0, was " + slots);
    }

    boolean[] member = new boolean[slots];
    for (int slot = 0; slot < slots; slot++) {
      member[slot] = condition.test(slot);
    }

    return new SlotSet(member);
  }

  /** All slots below a limit. */
  public static SlotSet all(int slots) {
    return of(slots, slot -> true);
  }

  /** Whether rows of this slot take part. */
  public boolean contains(int slot) {
    return slot >= 0 && slot < member.length && member[slot];
  }

  /** Whether one of a block's rows from {@code start} to before {@code end} takes part. */
  public boolean containsOneOf(RowBlock block, int start, int end) {
    for (int row = start; row < end; row++) {
      if (contains(block.slot(row))) {
        return true;
      }
    }

    return false;
  }

  /** The slots of either set. */
  public SlotSet union(SlotSet other) {
    int slots = Math.max(member.length, other.member.length);
    return of(slots, slot -> contains(slot) || other.contains(slot));
  }

  /** The slots of this set that are not in the other. */
  public SlotSet minus(SlotSet other) {
    return of(member.length, slot -> member[slot] && !other.contains(slot));
  }

  /** The number of members. */
  public int size() {
    return size;
  }

  /** Whether no slot takes part. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The members in increasing order. */
  public int[] toArray() {
    int[] slots = new int[size];
    int next = 0;
    for (int slot = 0; slot < member.length; slot++) {
      if (member[slot]) {
        slots[next++] = slot;
      }
    }

    return slots;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlotSet && Arrays.equals(toArray(), ((SlotSet) other).toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toArray());
  }

  @Override
  public String toString() {
    return Arrays.toString(toArray());
  }
}
