package io.shrinkage.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scripts of {@code scripts/peers}, each in a process of its own. A script prints one JSON
 * object, and ends with 3 where its library is not installed.
 */
final class Peers {
  private static final int NOT_INSTALLED = 3;

  /** Where an interpreter is not found at all. */
  private static final int NO_COMMAND = 127;

  private final Workspace workspace;
  private final Path rows;
  private final int width;
  private final double lambda;

  /**
   * Peers on a file of little-endian doubles, {@code width} a row, the target first.
   *
   * @param lambda at which they say their objective
   */
  Peers(Workspace workspace, Path rows, int width, double lambda) {
    this.lambda = lambda;
    this.workspace = workspace;
    this.rows = rows;
    this.width = width;
  }

  /** scikit-learn's LassoCV by the first Python that has it. */
  Optional<Found> sklearn() {
    return run("python3", "lasso_cv_sklearn.py")
        .or(() -> run("/usr/bin/python3", "lasso_cv_sklearn.py"));
  }

  /** R's cv.glmnet. */
  Optional<Found> glmnet() {
    return run("Rscript", "cv_glmnet.R");
  }

  private Optional<Found> run(String interpreter, String script) {
    Path path = workspace.home().resolve("scripts/peers").resolve(script);
    Workspace.say("%s %s", interpreter, script);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "/usr/bin/env",
                    interpreter,
                    path.toString(),
                    rows.toString(),
                    Integer.toString(width),
                    Double.toString(lambda)))
            .redirectError(Redirect.INHERIT);
    builder.environment().put("OPENBLAS_NUM_THREADS", "1"); // two processes, a thread each
    try {
      Process process = builder.start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      if (exit == NOT_INSTALLED || exit == NO_COMMAND) {
        return Optional.empty();
      }
      if (exit != 0) {
        throw new IllegalStateException(script + " ended with " + exit + ": " + printed);
      }
      return Optional.of(
          new Found(
              new ObjectMapper().readValue(printed, new TypeReference<Map<String, Object>>() {})));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
