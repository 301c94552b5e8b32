package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.linalg.Blas;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlasChoiceTest {
  private static final long FEW = 1_000;
  private static final long MANY = 10_000_000_000L;

  private static Blas choice(long rows, String... sets) {
    return BlasChoice.of(
        ConfigReader.read(new ConfigSources(Optional.empty(), List.of(sets))), rows);
  }

  @Test
  void equalBitsComeByLoopsUntilVectorsAreWorthCompiling() {
    for (String mode : List.of("exact", "ordered")) {
      assertThat(choice(FEW, "compute.reproducible=" + mode)).isEqualTo(Blas.PLAIN);
      assertThat(choice(MANY, "compute.reproducible=" + mode)).isEqualTo(Blas.VECTOR);
    }
  }

  @Test
  void fastTakesTheFastestUnlessOneIsNamed() {
    String fast = "compute.reproducible=fast";
    assertThat(choice(MANY, fast)).isEqualTo(Blas.fastest(true));
    assertThat(choice(FEW, fast)).isEqualTo(Blas.fastest(false));
    assertThat(choice(MANY, fast, "compute.blas=plain")).isEqualTo(Blas.PLAIN);
    assertThat(choice(FEW, fast, "compute.blas=vector")).isEqualTo(Blas.VECTOR);
  }
}
