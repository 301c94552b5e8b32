package io.shrinkage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Small regression tables, read from their own files beside the project. */
public enum RegressionSet {
  /** 97 rows, 8 columns; the first field is a row number, the last says train or test. */
  PROSTATE("prostate.data", true, 1, 8),
  /** 442 rows, 10 columns. */
  DIABETES("diabetes.data", true, 0, 10),
  /** 506 rows, 13 columns. */
  HOUSING("housing.data", false, 0, 13);

  private final String file;
  private final boolean header;
  private final int first;
  private final int columns;

  RegressionSet(String file, boolean header, int first, int columns) {
    this.file = file;
    this.header = header;
    this.first = first;
    this.columns = columns;
  }

  /** The name in golden files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it should be. */
  public Path file() {
    return Path.of(System.getProperty("shrinkage.data", "../shared/data"), "regression", file);
  }

  /** The feature values, a row each. */
  public double[][] features() {
    return rows().map(row -> numbers(row, first, columns)).toArray(double[][]::new);
  }

  /** The target, the field after the last feature. */
  public double[] target() {
    return rows().mapToDouble(row -> numbers(row, first + columns, 1)[0]).toArray();
  }

  private static double[] numbers(String[] row, int from, int count) {
    double[] numbers = new double[count];
    for (int j = 0; j < count; j++) {
      numbers[j] = Double.parseDouble(row[from + j].strip());
    }

    return numbers;
  }

  private Stream<String[]> rows() {
    try {
      List<String> lines = Files.readAllLines(file());
      return lines.stream()
          .skip(header ? 1 : 0)
          .filter(line -> !line.isBlank())
          .map(line -> line.strip().split("\\s+", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
