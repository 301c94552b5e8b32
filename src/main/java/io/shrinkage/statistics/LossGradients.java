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
    RowCursor x = block.x().cursor();
    int end;
    for (int start = 0; start < block.rows(); start = end) {
      end = block.endOfFeatures(start);
      if (slots.containsOneOf(block, start, end)) {
        x.moveTo(block.features(start));
        first.addRun(block, start, end, slots, x, atFirst);
        second.addRun(block, start, end, slots, x, atSecond);
      }
    }

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
