package io.shrinkage.model;

import io.shrinkage.features.DataException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code coefficients.csv}: one line a column, in UTF-8, numbers exact to the last bit.
 *
 * <p>People open this file in spreadsheets, which run a cell that begins with =, +, - or @ (also
 * after a tab or a line end) as a formula. A name that begins so is given a leading apostrophe,
 * which reading takes off again.
 */
public final class CoefficientsCsv {
  private static final String FILE = "coefficients.csv";
  private static final String[] HEADER = {
    "index", "feature", "name", "coefficient", "standardized", "count"
  };
  // Apostrophes before the sign count too, or a name that has one already would come back without.
  private static final Pattern FORMULA = Pattern.compile("^'*[=+\\-@\\t\\r\\n]");
  private static final Pattern GUARDED = Pattern.compile("^'+[=+\\-@\\t\\r\\n]");

  private CoefficientsCsv() {}

  /** Writes {@code rows} under a header; the stream stays open. */
  public static void write(Iterable<CoefficientRow> rows, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(HEADER).setRecordSeparator("\n").get();
    CSVPrinter printer = new CSVPrinter(writer, format);
    for (CoefficientRow row : rows) {
      printer.printRecord(
          row.index(),
          guarded(row.feature()),
          guarded(row.name()),
          Double.toString(row.coefficient()),
          Double.toString(row.standardized()),
          row.count());
    }
    printer.flush();
  }

  /**
   * Reads what {@link #write} wrote; the stream stays open. An empty stream holds no rows.
   *
   * @throws DataException if it is not such a file; the message names the line
   */
  public static List<CoefficientRow> read(InputStream in) throws IOException {
    InputStream bounded = BoundedInput.of(in, FILE);
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(bounded, StandardCharsets.UTF_8));
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get();
    checkHeader(parser.getHeaderNames());
    List<CoefficientRow> rows = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try {
      for (CSVRecord record : parser) {
        CoefficientRow row = row(record, parser.getCurrentLineNumber());
        if (!names.add(row.name())) {
          throw wrong(parser.getCurrentLineNumber(), "a second column named " + row.name());
        }
        rows.add(row);
      }
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException malformed) {
        throw new DataException("coefficients.csv: " + malformed.getMessage(), malformed);
      }
      throw e.getCause();
    }
    return rows;
  }

  private static void checkHeader(List<String> names) {
    if (!names.isEmpty() && !names.equals(List.of(HEADER))) {
      throw new DataException(
          "coefficients.csv: header is " + names + ", expected " + List.of(HEADER));
    }
  }

  private static CoefficientRow row(CSVRecord record, long line) {
    if (record.size() != HEADER.length) {
      throw wrong(line, record.size() + " values, expected " + HEADER.length);
    }
    CoefficientRow row;
    try {
      row =
          new CoefficientRow(
              Integer.parseInt(record.get(0)),
              unguarded(record.get(1)),
              unguarded(record.get(2)),
              Double.parseDouble(record.get(3)),
              Double.parseDouble(record.get(4)),
              Long.parseLong(record.get(5)));
    } catch (NumberFormatException e) {
      throw wrong(line, "not a number: " + e.getMessage());
    }
    if (!Double.isFinite(row.coefficient()) || !Double.isFinite(row.standardized())) {
      throw wrong(line, "the weights of " + row.name() + " are not finite");
    }
    return row;
  }

  private static DataException wrong(long line, String problem) {
    return new DataException(FILE + ", line " + line + ": " + problem);
  }

  private static String guarded(String name) {
    return FORMULA.matcher(name).find() ? "'" + name : name;
  }

  private static String unguarded(String cell) {
    return GUARDED.matcher(cell).find() ? cell.substring(1) : cell;
  }
}
