package io.shrinkage.linalg;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  private static final String CORES = "OPENBLAS_CORETYPE";

  /** The kernels of OpenBLAS that have vectors of 512 bits. */
  private static final Set<String> WIDE = Set.of("SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS");

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

  /**
   * The fastest here.
   *
   * <p>A native library has a place if it is known to be tuned, as the reference implementation
   * takes four times as long as loops. Our own tiles are before it where their vectors are twice as
   * wide as those of the kernels that it was told to take.
   *
   * @param many whether there is enough to multiply for tiles to be worth compiling
   */
  public static Blas fastest(boolean many) {
    boolean tiles = many && VECTOR.isPresent();
    if (Native.isTuned() && !(tiles && Vector.BITS >= 512 && isNarrow(System.getenv(CORES)))) {
      return NATIVE;
    }
    return tiles ? VECTOR : PLAIN;
  }

  /**
   * Whether OpenBLAS was told to take kernels with vectors of less than 512 bits.
   *
   * @param cores whose kernels; null if it chooses by itself
   */
  static boolean isNarrow(String cores) {
    return cores != null && !cores.isEmpty() && !WIDE.contains(cores.toUpperCase(Locale.ROOT));
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

  /**
   * Whether the machine's library multiplies small matrices as they lie, with vectors of 512 bits:
   * OpenBLAS from 0.3.21 on does, unless it was told to take other kernels.
   */
  static boolean hasSmallProducts() {
    return Native.HAS_SMALL_PRODUCTS;
  }

  /** Whether a file is that of an OpenBLAS of 0.3.21 or later, by the name that its build gives. */
  static boolean isRecentOpenBlas(String file) {
    Matcher named = Native.OPENBLAS.matcher(file);
    if (!named.find()) {
      return false;
    }
    int[] version = Stream.of(named.group(1).split("[.]")).mapToInt(Integer::parseInt).toArray();
    return Arrays.compare(version, Native.WITH_SMALL_PRODUCTS) >= 0;
  }

  /** Loaded when it is asked for: a search for the library logs and takes its time. */
  private static final class Native {
    private static final Optional<BLAS> LIBRARY = load();

    /** By the name of the file, or of its folder. */
    private static final Pattern TUNED =
        Pattern.compile("(openblas|mkl|blis|atlas|armpl|nvpl|essl)[^/]*(/lib[^/]*)?[.]so[.0-9]*$");

    private static final Pattern OPENBLAS =
        Pattern.compile("/libopenblas[^/]*-r([0-9]{1,4}([.][0-9]{1,4})+)[^/]*[.]so[.0-9]*$");
    private static final int[] WITH_SMALL_PRODUCTS = {0, 3, 21};

    private static final boolean HAS_SMALL_PRODUCTS =
        LIBRARY.isPresent()
            && Vector.BITS >= 512
            && !isNarrow(System.getenv(CORES))
            && isMapped(Blas::isRecentOpenBlas);

    private static Optional<BLAS> load() {
      try {
        return Optional.of(NativeBLAS.getInstance());
      } catch (RuntimeException | LinkageError e) {
        return Optional.empty();
      }
    }

    static boolean isTuned() {
      return LIBRARY.isPresent() && isMapped(TUNED.asPredicate());
    }

    /** The library goes by a common name; whose it is, the files tell that were mapped. */
    private static boolean isMapped(Predicate<String> file) {
      try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
        return mapped.anyMatch(file);
      } catch (IOException | UncheckedIOException e) {
        return false; // no such list on this system
      }
    }
  }

  private static final class Vector {
    private static final boolean IS_HERE =
        ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() && hasSecondCompiler();
    private static final int BITS = Byte.SIZE * Integer.parseInt(option("MaxVectorSize", "0"));

    /** The first compiler makes an object of every vector. */
    private static boolean hasSecondCompiler() {
      return option("TieredStopAtLevel", "").equals("4");
    }

    private static String option(String name, String otherwise) {
      HotSpotDiagnosticMXBean vm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      try {
        return vm == null ? otherwise : vm.getVMOption(name).getValue();
      } catch (IllegalArgumentException e) {
        return otherwise; // a JVM of another make
      }
    }
  }
}
