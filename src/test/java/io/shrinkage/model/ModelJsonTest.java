package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureSpace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelJsonTest {
  @Test
  void modelComesBackBitForBit() throws IOException {
    LinearModel model = SampleModel.model(0.1 + 0.2, Double.MIN_VALUE, -1.0 / 3);
    LinearModel back = read(written(model));
    assertThat(back.coefficients()).isEqualTo(model.coefficients());
    assertThat(back.standardized()).isEqualTo(model.standardized());
    assertThat(back.intercept()).isEqualTo(model.intercept());
    assertThat(back.base()).isEqualTo(model.base());
    assertThat(back.space()).isEqualTo(model.space());
    assertThat(back.fit()).isEqualTo(model.fit());
    assertThat(written(back)).isEqualTo(written(model));
  }

  @Test
  void boundsOfWeightsComeBackAndAreNoPartOfTheFingerprint() throws IOException {
    LinearModel free = SampleModel.model();
    List<FeatureGroup> groups =
        List.of(
            SampleModel.space().group(0),
            FeatureGroup.numeric(
                SampleModel.space().group(1).spec().withBounds(-0.5, Double.POSITIVE_INFINITY),
                1990.5,
                41));
    LinearModel bounded =
        new LinearModel(
            FeatureSpace.of(groups),
            free.coefficients(),
            free.standardized(),
            free.intercept(),
            free.fit());
    assertThat(written(bounded)).contains("\"bounds\" : [ -0.5, null ]");
    assertThat(read(written(bounded)).space()).isEqualTo(bounded.space());
    assertThat(bounded.hash()).isEqualTo(free.hash());
  }

  @Test
  void aFileWithoutBoundsIsRead() throws IOException {
    String old = written(SampleModel.model()).replaceAll(" *\"bounds\" : \\[[^]]*],\n", "");
    assertThat(old).doesNotContain("bounds");
    assertThat(read(old).space()).isEqualTo(SampleModel.space());
  }

  @Test
  void unboundedRangeIsNullAndComesBack() throws IOException {
    LinearModel model =
        new LinearModel(SampleModel.space(), new double[3], new double[3], 1, FitTerms.of(0, 0));
    assertThat(written(model)).contains("\"rating_range\" : [ null, null ]");
    assertThat(read(written(model)).fit()).isEqualTo(FitTerms.of(0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "\"shrinkage-linear-model\"# \"pmml\"#"
            + " model.json: format = pmml, expected shrinkage-linear-model",
        "\"version\" : 1# \"version\" : 2#"
            + " model.json: version = 2, expected 1, the only one that this program reads",
        "\"dimension\" : 3# \"dimension\" : -1#"
            + " model.json: dimension = -1, expected 0 to 50000000",
        "\"dimension\" : 3# \"dimension\" : 4#"
            + " model.json: dimension = 4, expected 3, the number of columns in its features",
        "\"lambda\" : 0.25# \"lambda\" : -1# model.json: lambda = -1.0, expected 0 or more",
        "\"l1_ratio\" : 0.5# \"l1_ratio\" : 2# model.json: l1_ratio = 2.0, expected 0 to 1",
        "\"intercept\" : 252.5# \"intercept\" : 1e999#"
            + " model.json: intercept = Infinity, expected a finite number",
        "\"intercept\" : 252.5# \"intercept\" : \"NaN\"#"
            + " model.json: intercept = \"NaN\", expected a finite number",
        "\"intercept\" : 252.5# \"x\" : 1# model.json: intercept is missing",
        "[ 0.5, 5.0 ]# [ 5.0, 0.5 ]#"
            + " model.json: rating range from 5.0 to 0.5, expected low to high",
        "[ 0.5, 5.0 ]# [ 0.5 ]#"
            + " model.json: rating_range = [0.5], expected two bounds, null for none",
        "[ \"Drama\", \"War\" ]# [ \"War\", \"Drama\" ]#"
            + " model.json: features[0]: feature 'genre' has the levels 'War' and 'Drama' out of"
            + " order",
        "[ \"Drama\", \"War\" ]# [ \"Drama\", 7 ]#"
            + " model.json: features[0].levels[1] = 7, expected a text",
        "[ 0.5, -0.0 ]# [ 0.5 ]#"
            + " model.json: features[0].coefficients = 1 numbers, expected 2 numbers, one a level",
        "[ 0.5, -0.0 ]# [ 0.5, null ]#"
            + " model.json: features[0].coefficients[1] = null, expected a finite number",
        "[ 30, 7 ]# [ 30, 7.5 ]#"
            + " model.json: features[0].counts[1] = 7.5, expected a whole number",
        "\"multi-hot\"# \"hashed\"# model.json: features[0].kind = hashed, expected one of"
            + " [numeric, one-hot, multi-hot]",
        "\"year\"# \"\"#"
            + " model.json: features[1]: feature '': name is blank; give the feature a name",
        "\"min_count\" : 1# \"min_count\" : 1.5#"
            + " model.json: features[0].min_count = 1.5, expected a whole number",
        "\"name\" : \"genre\"# \"name\" : null#"
            + " model.json: features[0].name = null, expected a text",
        "[ \"Drama\", \"War\" ]# [ \"Drama\", \"Drama\" ]#"
            + " model.json: features[0]: feature 'genre' has the levels 'Drama' and 'Drama' out of"
            + " order",
        "\"name\" : \"year\"# \"name\" : \"genre=War\"#"
            + " model.json: features: feature 'genre=War' gives a second column named 'genre=War';"
            + " give one of the features another name",
      })
  void whatIsWrongIsNamedWithItsPlace(String old, String replacement, String message)
      throws IOException {
    String json = written(SampleModel.model());
    assertThat(json).contains(old);
    String broken = json.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement));
    assertThatThrownBy(() -> read(broken)).isInstanceOf(DataException.class).hasMessage(message);
  }

  @Test
  void changedCoefficientNoLongerMatchesTheHash() throws IOException {
    String json = written(SampleModel.model()).replace("[ 0.5, -0.0 ]", "[ 0.6, -0.0 ]");
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("model.json: hash = f4694ae0")
        .hasMessageEndingWith("the file was changed after it was written");
  }

  @Test
  void textAfterTheModelIsRefused() throws IOException {
    String json = written(SampleModel.model()) + "{}";
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("model.json is not valid JSON at line ");
  }

  @Test
  void keyThatStandsTwiceIsRefused() throws IOException {
    String json =
        written(SampleModel.model()).replace("\"version\"", "\"lambda\" : 9, \"version\"");
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Duplicate field 'lambda'");
  }

  @Test
  void emptyFileIsRefused() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(DataException.class)
        .hasMessage("model.json is empty or not a JSON object");
  }

  @Test
  void halfAFileIsRefused() throws IOException {
    String json = written(SampleModel.model());
    assertThatThrownBy(() -> read(json.substring(0, json.length() / 2)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("model.json is not valid JSON at line ");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(5000)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void tooLargeAFileIsRefusedBeforeItFillsTheHeap() throws IOException {
    String json = written(SampleModel.model());
    InputStream bounded = new BoundedInput(stream(json), "model.json", 400);
    assertThatThrownBy(() -> ModelJson.read(bounded))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "model.json is larger than 400 bytes, which is what this driver reads; give it more"
                + " memory (--conf spark.driver.memory=8g, the most that is of use here)");
    assertThat(ModelJson.read(new BoundedInput(stream(json), "model.json", json.length())).hash())
        .isEqualTo(SampleModel.model().hash());
  }

  private static InputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String written(LinearModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelJson.write(model, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static LinearModel read(String json) throws IOException {
    return ModelJson.read(stream(json));
  }
}
