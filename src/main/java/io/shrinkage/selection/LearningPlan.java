package io.shrinkage.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a learning curve is made of.
 *
 * @param orders how many orders of the buckets it is a mean over, at least 1
 * @param shares of the training buckets, increasing, in (0, 1]
 * @param folds of the cross-validation that chooses λ at each share, at least 2
 * @param lambdas how many λs it chooses among, at least 1
 */
public record LearningPlan(int orders, List<Double> shares, int folds, int lambdas) {

  // Some 250 columns at the usual five orders and seven shares: about half a second.
  private static final double AFFORDABLE = 5 * 3.7 * 250 * 250;
  private static final int FEWEST_ORDERS = 2;
  private static final int FEWEST_SHARES = 4;

  /** Checks the ranges and takes a copy, sorted. */
  public LearningPlan {
    if (orders < 1 || folds < 2 || lambdas < 1) {
      throw new IllegalArgumentException(
          "a learning curve needs at least 1 order, 2 folds and 1 lambda; they were "
              + orders
              + ", "
              + folds
              + " and "
              + lambdas);
    }

    for (double share : shares) {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("a share must be above 0 and at most 1, was " + share);
      }
    }

    shares = shares.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }

  /**
   * As much of this plan as half a second or so affords: fewer orders first, at least {@value
   * #FEWEST_ORDERS}, then fewer shares, at least {@value #FEWEST_SHARES}, of which the first and
   * the last stay.
   *
   * @param work of one fit: the entries of the Gramian, or of the rows where those are solved on
   */
  public LearningPlan affordable(double work) {
    LearningPlan plan = this;
    while (plan.work(work) > AFFORDABLE && plan.orders > FEWEST_ORDERS) {
      plan = new LearningPlan(plan.orders - 1, plan.shares, folds, lambdas);
    }

    while (plan.work(work) > AFFORDABLE && plan.shares.size() > FEWEST_SHARES) {
      plan = new LearningPlan(plan.orders, plan.thinned(), folds, lambdas);
    }

    return plan;
  }

  private double work(double ofOne) {
    return ofOne * orders * shares.stream().mapToDouble(share -> share).sum();
  }

  /** The largest share but one is nearest to the largest, and dearest. */
  private List<Double> thinned() {
    List<Double> fewer = new ArrayList<>(shares);
    fewer.remove(shares.size() - 2);
    return fewer;
  }
}
