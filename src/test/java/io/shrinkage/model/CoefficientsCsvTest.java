package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.features.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoefficientsCsvTest {
  @Test
  void fileHasTheNamedColumns() throws IOException {
    assertThat(written(new CoefficientRow(0, "genre", "genre=War", -0.5, 0.1 + 0.2, 12)))
        .isEqualTo(
            "index,feature,name,coefficient,standardized,count\n"
                + "0,genre,genre=War,-0.5,0.30000000000000004,12\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''-x"})
  void formulaIsDisarmedAndComesBack(String name) throws IOException {
    CoefficientRow row = new CoefficientRow(3, name, name, 1, 2, 4);
    String csv = written(row);
    assertThat(csv).containsPattern("\n3,\"?'").doesNotContain("," + name + ",");
    assertThat(read(csv)).containsExactly(row);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "say \"hi\"", "two\nlines", "'Allo", "", "Amélie 映画", "a=-1"})
  void otherNamesStayAsTheyAre(String name) throws IOException {
    CoefficientRow row = new CoefficientRow(3, "title", name, 1, 2, 4);
    String csv = written(row);
    assertThat(csv).doesNotContain("'" + name);
    assertThat(read(csv)).containsExactly(row);
  }

  @Test
  void emptyStreamHoldsNoRows() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void otherHeaderIsRefused() {
    assertThatThrownBy(() -> read("a,b\n1,2\n"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "coefficients.csv: header is [a, b], expected"
                + " [index, feature, name, coefficient, standardized, count]");
  }

  @Test
  void badNumberIsNamedWithItsLine() throws IOException {
    String csv = written(new CoefficientRow(0, "f", "f", 1, 2, 3)).replace("1.0", "one");
    assertThatThrownBy(() -> read(csv))
        .isInstanceOf(DataException.class)
        .hasMessageMatching("coefficients.csv, line \\d: not a number: For input string: \"one\"");
  }

  @Test
  void numberThatIsNotFiniteIsRefused() throws IOException {
    String csv = written(new CoefficientRow(0, "f", "f", 1, 2, 3)).replace("1.0", "NaN");
    assertThatThrownBy(() -> read(csv))
        .isInstanceOf(DataException.class)
        .hasMessageMatching("coefficients.csv, line \\d: the weights of f are not finite");
  }

  @Test
  void nameThatStandsTwiceIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "index,feature,name,coefficient,standardized,count\n"
                        + "0,genre,x,1,1,1\n1,genre,x,1,1,1\n"))
        .isInstanceOf(DataException.class)
        .hasMessageMatching("coefficients.csv, line \\d: a second column named x");
  }

  @Test
  void shortLineIsRefused() {
    assertThatThrownBy(() -> read("index,feature,name,coefficient,standardized,count\n0,genre,x\n"))
        .isInstanceOf(DataException.class)
        .hasMessageMatching("coefficients.csv, line \\d: 3 values, expected 6");
  }

  private static String written(CoefficientRow row) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CoefficientsCsv.write(List.of(row), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<CoefficientRow> read(String csv) throws IOException {
    return CoefficientsCsv.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }
}
