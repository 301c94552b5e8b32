package io.shrinkage.linalg;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * What multiplies dense matrices.
 *
 * <p>{@link #VECTOR} and {@link #PLAIN} have the same bits as each other, on every machine; {@link
 * #NATIVE} differs from them in the last digits, and from one machine to another.
 */
public enum Blas {
  /** The machine's own library, such as OpenBLAS, through JNI. */
  NATIVE,
  /** Our own tiles on the JVM's Vector API, which is an incubator module. */
  VECTOR,
  /** Our own loops. */
  PLAIN;

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** Whether this JVM has it. */
  public boolean isPresent() {
    return switch (this) {
      case NATIVE -> Native.LIBRARY.isPresent();
      case VECTOR -> Vector.IS_HERE;
      case PLAIN -> true;
    };
  }

  /** How to come by it, where it is not present. */
  public String remedy() {
    return switch (this) {
      case NATIVE -> "install a BLAS that is found as libblas.so.3, such as libopenblas0-pthread";
      case VECTOR ->
          "start the JVMs with --add-modules="
              + VECTOR_MODULE
              + ", and with both compilers (no -XX:TieredStopAtLevel)";
      case PLAIN -> "";
    };
  }

  /** As configuration and records have it. */
  public String text() {
    return switch (this) {
      case NATIVE -> "native";
      case VECTOR -> "vector";
      case PLAIN -> "plain";
    };
  }

  /**
   * The machine's library.
   *
   * @throws IllegalStateException if there is none
   */
  static BLAS nativeLibrary() {
    return Native.LIBRARY.orElseThrow(
        () -> new IllegalStateException("this JVM has no native BLAS; " + NATIVE.remedy()));
  }

  /** Loaded when it is asked for: a search for the library logs and takes its time. */
  private static final class Native {
    private static final Optional<BLAS> LIBRARY = load();

    private static Optional<BLAS> load() {
      try {
        return Optional.of(NativeBLAS.getInstance());
      } catch (RuntimeException | LinkageError e) {
        return Optional.empty();
      }
    }
  }

  private static final class Vector {
    private static final boolean IS_HERE =
        ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() && hasSecondCompiler();

    /** The first compiler makes an object of every vector. */
    private static boolean hasSecondCompiler() {
      HotSpotDiagnosticMXBean vm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      try {
        return vm != null && vm.getVMOption("TieredStopAtLevel").getValue().equals("4");
      } catch (IllegalArgumentException e) {
        return false; // of another make
      }
    }
  }
}
