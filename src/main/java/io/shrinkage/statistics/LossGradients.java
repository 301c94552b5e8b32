package io.shrinkage.statistics;

import io.shrinkage.linalg.RowCursor;
import java.io.Serializable;

/** Losses and gradients of the same rows at two points. Mutable. */
public final class LossGradients implements Mergeable<LossGradients>, Serializable {

  private static final long serialVersionUID = 1L;

  private final LossGradient first;
  private final LossGradient second;

  /** What was added up at either point. */
  LossGradients(LossGradient first, LossGradient second) {
    this.first = first;
    this.second = second;
  }

  /** Nothing added yet. */
  public LossGradients() {
    this(new LossGradient(), new LossGradient());
  }

  /** Adds the rows of a block that lie in the slots, each once at either point. */
  public LossGradients add(
      RowBlock block, SlotSet slots, LinearPredictor atFirst, LinearPredictor atSecond) {
    LossGradient.requireWeights(block, atFirst);
    LossGradient.requireWeights(block, atSecond);
    block.forEachRun(
        slots,
        (start, end, x) ->
            addRun(block, start, end, slots, x, atFirst.predict(x), atSecond.predict(x)));
    return ended(block);
  }

  /**
   * Adds the rows of one feature row that lie in the slots; {@link #ended} is to be called after
   * the last one of a block.
   *
   * @param x at that feature row
   * @param ofFirst what is said of it at the first point
   * @param ofSecond what at the second
   */
  public void addRun(
      RowBlock block,
      int start,
      int end,
      SlotSet slots,
      RowCursor x,
      double ofFirst,
      double ofSecond) {
    first.addRun(block, start, end, slots, x, ofFirst);
    second.addRun(block, start, end, slots, x, ofSecond);
  }

  /** A gradient is there once there are rows, be it 0. */
  public LossGradients ended(RowBlock block) {
    first.ended(block);
    second.ended(block);
    return this;
  }

  /** Those at one point. */
  public LossGradient first() {
    return first;
  }

  /** Those at the other. */
  public LossGradient second() {
    return second;
  }

  @Override
  public LossGradients merge(LossGradients later) {
    first.merge(later.first);
    second.merge(later.second);
    return this;
  }
}
