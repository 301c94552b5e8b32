package io.shrinkage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BlasTest {
  private static final Path OF_DEBIAN = Path.of("/usr/lib/x86_64-linux-gnu/libblas.so.3");

  @Test
  void plainIsAlwaysPresentAndVectorsAreWhereTheTestsAskForThem() {
    assertThat(Blas.PLAIN.isPresent()).isTrue();
    assertThat(Blas.VECTOR.isPresent()).isTrue();
  }

  @Test
  void theFastestIsPresentAndVectorsAreForMuchWork() {
    assertThat(Blas.fastest(true).isPresent()).isTrue();
    assertThat(Blas.fastest(true)).isNotEqualTo(Blas.PLAIN);
    assertThat(Blas.fastest(false)).isNotEqualTo(Blas.VECTOR);
  }

  @Test
  void anOpenBlasIsNarrowOnlyIfItWasToldSo() {
    assertThat(Blas.isNarrow("Haswell")).isTrue();
    assertThat(Blas.isNarrow("ZEN")).isTrue();
    assertThat(Blas.isNarrow("SkylakeX")).isFalse();
    assertThat(Blas.isNarrow("")).isFalse();
    assertThat(Blas.isNarrow(null)).isFalse();
  }

  /** The reference implementation goes by the same name. */
  @Test
  void aNativeLibraryIsTakenUnaskedIfItIsTuned() throws IOException {
    assumeTrue(Blas.NATIVE.isPresent() && Files.exists(OF_DEBIAN), "no BLAS of Debian's here");
    boolean tuned = OF_DEBIAN.toRealPath().toString().contains("openblas");
    assertThat(Blas.fastest(false)).isEqualTo(tuned ? Blas.NATIVE : Blas.PLAIN);
  }
}
