package io.shrinkage.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {

  @Test
  void gainAndStandardErrorAreThoseOfTheGroupsDifferences() {
    // Groups of equal weight: the ratio estimator is the mean, its error that of a mean.
    double[] differences = {1, 2, 4, 5};
    PairedComparison comparison = new PairedComparison(6);
    for (int group = 0; group < 4; group++) {
      // e_a² − e_b² = difference, with e_b = 0.
      comparison.add(group + 1, 3, 3 + Math.sqrt(differences[group]), 3, 2, 2);
    }
    assertThat(comparison.ratings()).isEqualTo(8);
    assertThat(comparison.groups()).isEqualTo(4);
    assertThat(comparison.errorOfA()).isCloseTo(3, within(1e-14));
    assertThat(comparison.errorOfB()).isZero();
    assertThat(comparison.gain()).isCloseTo(3, within(1e-14));
    double sampleDeviation = Math.sqrt((4 + 1 + 1 + 4) / 3.0);
    assertThat(comparison.standardError()).isCloseTo(sampleDeviation / 2, within(1e-14));
  }

  @Test
  void intervalCoversTheTrueGainAsOftenAsItSays() {
    Random random = new Random(5);
    int covered = 0;
    for (int trial = 0; trial < 400; trial++) {
      PairedComparison comparison = new PairedComparison(100);
      for (int group = 0; group < 100; group++) {
        double ofGroup = random.nextGaussian();
        for (int i = 0; i < 1 + random.nextInt(9); i++) {
          // Predicted 1 and 0 for a rating about ½ + u: the gain is 1 − 2y, 0 on the average.
          double y = 0.5 + 0.2 * ofGroup + 0.2 * random.nextGaussian();
          comparison.add(group, y, 1, 0, 1, 1);
        }
      }
      covered += Math.abs(comparison.gain()) <= 1.96 * comparison.standardError() ? 1 : 0;
    }
    assertThat(covered / 400.0).isBetween(0.91, 0.98);
  }

  @Test
  void partsMergeToTheWhole() {
    PairedComparison whole = new PairedComparison(3);
    PairedComparison left = new PairedComparison(3);
    PairedComparison right = new PairedComparison(3);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      double y = random.nextInt(5);
      double a = random.nextInt(5);
      double b = random.nextInt(5);
      whole.add(i % 3, y, a, b, 1, 0.5);
      (i < 100 ? left : right).add(i % 3, y, a, b, 1, 0.5);
    }
    left.merge(right);
    assertThat(left.gain()).isEqualTo(whole.gain());
    assertThat(left.standardError()).isEqualTo(whole.standardError());
    assertThat(whole.gain()).isCloseTo(whole.errorOfA() - whole.errorOfB(), within(1e-12));
  }

  @Test
  void oneGroupHasNoStandardError() {
    PairedComparison comparison = new PairedComparison(2);
    comparison.add(1, 1, 2, 3, 1, 1);
    assertThat(comparison.standardError()).isNaN();
    assertThat(new PairedComparison(2).gain()).isNaN();
  }
}
