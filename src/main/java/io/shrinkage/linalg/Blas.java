package io.shrinkage.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.util.Optional;

/**
 * What multiplies dense matrices.
 *
 * <p>{@link #PLAIN} has the same bits on every machine; the others are faster and differ in the
 * last digits from it and from one machine to another.
 */
public enum Blas {
  /** The machine's own library, such as OpenBLAS, through JNI. */
  NATIVE(256),
  /** Netlib's Java on the JVM's Vector API, which is an incubator module. */
  VECTOR(64),
  /** Our own loops. */
  PLAIN(0);

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private final int stripColumns;

  Blas(int stripColumns) {
    this.stripColumns = stripColumns;
  }

  /** The fastest that this JVM has. */
  public static Blas best() {
    return NATIVE.isPresent() ? NATIVE : VECTOR.isPresent() ? VECTOR : PLAIN;
  }

  /** Whether this JVM has it. */
  public boolean isPresent() {
    return switch (this) {
      case NATIVE -> Native.LIBRARY.isPresent();
      case VECTOR -> ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
      case PLAIN -> true;
    };
  }

  /** How to come by it, where it is not present. */
  public String remedy() {
    return switch (this) {
      case NATIVE -> "install a BLAS that is found as libblas.so.3, such as libopenblas0-pthread";
      case VECTOR -> "start the JVMs with --add-modules=" + VECTOR_MODULE;
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

  /** How many columns of a product a library is asked for at once. */
  int stripColumns() {
    return stripColumns;
  }

  /**
   * The library behind it.
   *
   * @throws IllegalStateException if this JVM has none
   */
  BLAS library() {
    if (!isPresent()) {
      throw new IllegalStateException(
          "this JVM has no " + text() + " BLAS; " + remedy() + ", or choose another");
    }

    return switch (this) {
      case NATIVE -> Native.LIBRARY.orElseThrow();
      case VECTOR -> Vector.LIBRARY;
      case PLAIN -> throw new IllegalStateException("plain loops are no library");
    };
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
    private static final BLAS LIBRARY = JavaBLAS.getInstance();
  }
}
