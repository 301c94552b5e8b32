package io.shrinkage.linalg;

import java.lang.reflect.Constructor;

/**
 * The way to {@code VectorRankUpdate}, which is compiled apart and looked up by its name: the
 * module that it needs is an incubator, and not every JVM has it.
 */
final class VectorKernels {
  /** Of shorter rows, much of a tile would be margin. */
  private static final int FEWEST_COLUMNS = 24;

  private VectorKernels() {}

  /** Whether this JVM has them, and rows of so many columns are worth them. */
  static boolean suit(int columns) {
    return Blas.VECTOR.isPresent() && columns >= FEWEST_COLUMNS;
  }

  /** The kernel for rows of some columns. */
  static RankUpdate rankUpdate(int columns) {
    try {
      return Of.RANK_UPDATE.newInstance(columns);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(Of.NAME, e);
    }
  }

  /** Loaded when it is asked for. */
  private static final class Of {
    static final String NAME = "io.shrinkage.linalg.VectorRankUpdate";
    static final Constructor<? extends RankUpdate> RANK_UPDATE = constructor();

    private static Constructor<? extends RankUpdate> constructor() {
      try {
        return Class.forName(NAME).asSubclass(RankUpdate.class).getDeclaredConstructor(int.class);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(NAME, e);
      }
    }
  }
}
