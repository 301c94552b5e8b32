package io.shrinkage.selection;

import io.shrinkage.statistics.SlotSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Slots in an order that a seed decides: sorted by a hash of (seed, round, slot). The order of some
 * slots among each other does not depend on which others there are.
 *
 * <p>Source of the mixing function: Steele, Lea, Flood (2014), Fast splittable pseudorandom number
 * generators, OOPSLA, Fig. 16.
 */
final class HashOrder {

  private HashOrder() {}

  static int[] of(int[] slots, long seed, int round) {
    long stream = mix(mix(seed) + round);
    return Arrays.stream(slots)
        .boxed()
        .sorted(
            Comparator.comparingLong((Integer slot) -> mix(stream + slot))
                .thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static long mix(long z) {
    long x = z + 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /** Deals slots to folds in turn. */
  static List<SlotSet> deal(int[] order, int folds) {
    List<SlotSet> dealt = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      dealt.add(everyNth(order, fold, folds));
    }

    return dealt;
  }

  private static SlotSet everyNth(int[] order, int first, int n) {
    boolean[] member = new boolean[limit(order)];
    for (int k = first; k < order.length; k += n) {
      member[order[k]] = true;
    }

    return SlotSet.of(member.length, slot -> member[slot]);
  }

  /** The first slots of an order. */
  static SlotSet first(int[] order, int count) {
    boolean[] member = new boolean[limit(order)];
    for (int k = 0; k < count; k++) {
      member[order[k]] = true;
    }

    return SlotSet.of(member.length, slot -> member[slot]);
  }

  private static int limit(int[] order) {
    int limit = 0;
    for (int slot : order) {
      limit = Math.max(limit, slot + 1);
    }

    return limit;
  }
}
