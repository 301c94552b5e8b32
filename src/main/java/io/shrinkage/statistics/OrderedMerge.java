package io.shrinkage.statistics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The canonical merge: partials of blocks 0, 1, 2, … are merged over the dyadic tree on the block
 * indices, whoever holds them.
 *
 * <p>Node (level, k) covers blocks [k·2^level, (k+1)·2^level) and is the merge of (level−1, 2k) and
 * (level−1, 2k+1), in this order; a child without any block passes the other one through. So the
 * bits of the root depend on the blocks alone: not on how they were dealt to partitions, not on
 * which partial arrived first, not on a partial computed twice.
 *
 * <p>Cost: a run of m consecutive blocks is held as O(log m) nodes, and every merge is done once.
 * Edge cases: a block that comes twice is refused, since it would be counted twice.
 *
 * @param <T> what is merged; its {@code merge} may modify both sides
 */
public final class OrderedMerge<T extends Mergeable<T>> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<Node<T>> nodes = new ArrayList<>();

  /**
   * Adds the partial of one block, which must lie after all blocks so far.
   *
   * @throws IllegalArgumentException if the block is not after those added before
   */
  public OrderedMerge<T> add(int blockIndex, T partial) {
    if (blockIndex < 0) {
      throw new IllegalArgumentException("block index must be at least 0, was " + blockIndex);
    }

    if (!nodes.isEmpty() && last().end() > blockIndex) {
      throw new IllegalArgumentException(
          "block " + blockIndex + " comes after block " + (last().end() - 1));
    }

    push(new Node<>(0, blockIndex, partial));
    return this;
  }

  /**
   * Takes over the nodes of another merge, over other blocks; the other is not to be used
   * afterwards.
   *
   * @throws IllegalArgumentException if a block is in both
   */
  public OrderedMerge<T> mergeWith(OrderedMerge<T> other) {
    List<Node<T>> all = new ArrayList<>(nodes);
    all.addAll(other.nodes);
    all.sort(Comparator.comparingLong(Node::start));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i - 1).end() > all.get(i).start()) {
        throw new IllegalArgumentException("block " + all.get(i).start() + " was added twice");
      }
    }

    nodes.clear();
    all.forEach(this::push);
    return this;
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  /**
   * The merge of everything; nothing more can be added to it, so this is left empty.
   *
   * @throws IllegalStateException if nothing was added
   */
  public T root() {
    if (nodes.isEmpty()) {
      throw new IllegalStateException("there is no block to merge");
    }

    // A pair is merged as soon as its common ancestor lies below that of its right node and the
    // next: then no other node can be under that ancestor.
    List<Node<T>> stack = new ArrayList<>();
    for (Node<T> node : nodes) {
      while (stack.size() > 1) {
        Node<T> right = stack.get(stack.size() - 1);
        Node<T> left = stack.get(stack.size() - 2);
        if (left.ancestorLevel(right) >= right.ancestorLevel(node)) {
          break;
        }

        mergeTop(stack);
      }

      stack.add(node);
    }

    while (stack.size() > 1) {
      mergeTop(stack);
    }

    nodes.clear();
    return stack.get(0).value;
  }

  private static <T extends Mergeable<T>> void mergeTop(List<Node<T>> stack) {
    Node<T> right = stack.remove(stack.size() - 1);
    Node<T> left = stack.remove(stack.size() - 1);
    stack.add(left.merge(right));
  }

  private void push(Node<T> node) {
    Node<T> top = node;
    while (!nodes.isEmpty() && last().isLeftSiblingOf(top)) {
      top = nodes.remove(nodes.size() - 1).merge(top);
    }

    nodes.add(top);
  }

  private Node<T> last() {
    return nodes.get(nodes.size() - 1);
  }

  /** The merged blocks under one node of the dyadic tree. */
  private static final class Node<T extends Mergeable<T>> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int level;
    private final long k;
    private final T value;

    Node(int level, long k, T value) {
      this.level = level;
      this.k = k;
      this.value = value;
    }

    long start() {
      return k << level;
    }

    long end() {
      return (k + 1) << level;
    }

    boolean isLeftSiblingOf(Node<T> other) {
      return level == other.level && (k & 1) == 0 && k + 1 == other.k;
    }

    /** The level of the lowest node that covers both this and another node, which are disjoint. */
    int ancestorLevel(Node<T> other) {
      return Long.SIZE - Long.numberOfLeadingZeros(start() ^ other.start());
    }

    Node<T> merge(Node<T> right) {
      int parent = ancestorLevel(right);
      return new Node<>(parent, start() >> parent, value.merge(right.value));
    }
  }
}
