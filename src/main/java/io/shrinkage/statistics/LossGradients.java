package io.shrinkage.statistics;

import java.io.Serializable;

/** Losses and gradients of the same rows at two points. Mutable. */
public final class LossGradients implements Mergeable<LossGradients>, Serializable {

  private static final long serialVersionUID = 1L;

  private final LossGradient first;
  private final LossGradient second;

  /** What was added up at either point. */
  public LossGradients(LossGradient first, LossGradient second) {
    this.first = first;
    this.second = second;
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
