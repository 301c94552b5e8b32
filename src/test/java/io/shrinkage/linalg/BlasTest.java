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

  @Test
  void anOpenBlasTellsItsVersionByItsFile() {
    String folder = "7f00 r-xp /usr/lib/x86_64-linux-gnu/openblas-pthread/";
    assertThat(Blas.isRecentOpenBlas(folder + "libopenblasp-r0.3.21.so")).isTrue();
    assertThat(Blas.isRecentOpenBlas("/opt/lib/libopenblas64_-r0.3.30.dev.so")).isTrue();
    assertThat(Blas.isRecentOpenBlas("/usr/lib64/libopenblas-r0.10.so.0")).isTrue();
    assertThat(Blas.isRecentOpenBlas(folder + "libopenblasp-r0.3.9.so")).isFalse();
    assertThat(Blas.isRecentOpenBlas(folder + "libblas.so.3")).isFalse();
    assertThat(Blas.isRecentOpenBlas("/opt/intel/mkl/libmkl_rt-r2.so.2")).isFalse();
  }

  /** The reference implementation goes by the same name. */
  @Test
  void aNativeLibraryIsTakenUnaskedIfItIsTuned() throws IOException {
    assumeTrue(Blas.NATIVE.isPresent() && Files.exists(OF_DEBIAN), "no BLAS of Debian's here");
    boolean tuned = OF_DEBIAN.toRealPath().toString().contains("openblas");
    assertThat(Blas.fastest(false)).isEqualTo(tuned ? Blas.NATIVE : Blas.PLAIN);
  }
}
