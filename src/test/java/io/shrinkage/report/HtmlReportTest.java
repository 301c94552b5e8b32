package io.shrinkage.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.model.AblationSummary;
import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.CoefficientsCsv;
import io.shrinkage.model.ComputeSummary;
import io.shrinkage.model.LearningCurveSummary;
import io.shrinkage.model.RunJson;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.FeatureValues;
import io.shrinkage.model.RunRecord.Features;
import io.shrinkage.model.RunRecord.Group;
import io.shrinkage.model.RunRecord.PathEntry;
import io.shrinkage.model.RunRecord.Status;
import io.shrinkage.model.SelectionSummary;
import io.shrinkage.model.WeightPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String HOSTILE = "</script><img src=x onerror=\"alert(1)\">";

  @Test
  void saysWhatWasFittedAndHowWellItDoes() throws IOException {
    assertThat(html(SampleRun.run()))
        .contains("Ratings from genre, director and actor")
        .contains("A linear model fitted on 15,904 ratings of 500 movies by 200 users")
        .contains("On 4,061 ratings that it has not seen its predictions are off by 0.8212 (RMSE)")
        .contains("17.4\u00a0% less than always predicting the mean rating")
        .contains("It keeps genre, director and actor and drops year and runtime")
        .contains("Without a penalty the error would be 0.44\u00a0% higher")
        .contains("agrees");
  }

  @Test
  void splitByItemIsReadAsUnseenMovies() throws IOException {
    assertThat(html(SampleRun.run("item")))
        .contains("On 4,061 ratings of movies that it has not seen")
        .contains("RMSE on unseen movies");
  }

  @Test
  void rebuiltReportIsTheFirstByteForByte() throws IOException {
    RunRecord run = SampleRun.run();
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    RunJson.write(run, json);
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    CoefficientsCsv.write(SampleRun.coefficients(), csv);
    ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
    ReportBuilder.rebuild(
        new ByteArrayInputStream(json.toByteArray()),
        new ByteArrayInputStream(csv.toByteArray()),
        rebuilt);
    assertThat(rebuilt.toString(StandardCharsets.UTF_8)).isEqualTo(html(run));
  }

  @Test
  void hostileNamesAreInert() throws IOException {
    Map<String, FeatureValues> values = Map.of(HOSTILE, new FeatureValues(1, 2, 3));
    Map<String, Long> reasons = Map.of(HOSTILE, 2L);
    RunRecord run =
        RunRecord.builder(HOSTILE, "train")
            .message(HOSTILE)
            .config(Map.of(HOSTILE, List.of(Map.of("title", HOSTILE))))
            .data(new Data(9L, 7L, 2L, 0L, reasons, 7L, 1, 1L, 1L, 1L, 0.2, HOSTILE, values))
            .features(new Features(1, List.of(new Group(HOSTILE, "one-hot", 1, 1, true))))
            .model(SampleRun.run().model())
            .path(List.of(new PathEntry(0.1, 1, 1.0, 1.0, 0.1, null, null)))
            .pathWeights(List.of(new WeightPath(HOSTILE, HOSTILE, List.of(1.0))))
            .selection(
                new SelectionSummary(HOSTILE, 0.1, 0.1, 1.0, 5, HOSTILE, HOSTILE, List.of(), null))
            .learningCurve(
                new LearningCurveSummary(
                    1,
                    List.of(new LearningCurveSummary.Point(1, 1L, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)),
                    null,
                    HOSTILE,
                    HOSTILE))
            .ablation(
                new AblationSummary(
                    HOSTILE, 1.0, List.of(new AblationSummary.Without(HOSTILE, 1, 1.0, 0.0, 0.0))))
            .compute(new ComputeSummary(HOSTILE, 1, HOSTILE, 1L))
            .build();
    String name = "title=" + HOSTILE;
    String html = html(run, List.of(new CoefficientRow(0, HOSTILE, name, 1, 1, 3)));
    assertThat(html).contains("&lt;/script&gt;&lt;img").doesNotContain("<img");
    assertThat(count(html, "<script")).isEqualTo(3);
    assertThat(count(html, "</script>")).isEqualTo(3);
  }

  @Test
  void chartDataCannotLeaveItsElement() throws IOException {
    String inert = ChartData.inert("[\"" + "</script>&\u2028\u2029" + "\"]");
    assertThat(inert).isEqualTo("[\"\\u003c/script\\u003e\\u0026\\u2028\\u2029\"]");
    assertThat(new ObjectMapper().readTree(inert).get(0).textValue())
        .isEqualTo("</script>&\u2028\u2029");
  }

  @Test
  void nothingIsFetched() throws IOException {
    String html = html(SampleRun.run());
    assertThat(html)
        .doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?\\s*(https?:)?//")
        .doesNotContainPattern("(?i)url\\(\\s*[\"']?(https?:)?//")
        .doesNotContain("@import")
        .contains("default-src 'none'; script-src 'sha256-");
  }

  @Test
  void policyAdmitsTheScriptsThatAreThere() throws IOException {
    String html = html(SampleRun.run());
    Matcher script = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(html);
    List<String> hashes = new ArrayList<>();
    while (script.find()) {
      hashes.add(Assets.policyHash(script.group(1)));
    }
    assertThat(hashes).hasSize(2);
    assertThat(html).contains("script-src " + String.join(" ", hashes) + ";");
  }

  @Test
  void everyChartHasWords() throws IOException {
    String html = html(SampleRun.run());
    assertThat(count(html, "class=\"plot")).isEqualTo(11);
    assertThat(count(html, "role=\"img\" aria-label=\"Line chart of ")).isEqualTo(10);
    assertThat(count(html, "role=\"img\" aria-label=\"Histogram of residuals; most lie from "))
        .isEqualTo(1);
  }

  @Test
  void edgeOfTheGridIsToldAtTheTop() throws IOException {
    RunRecord run =
        RunRecord.builder("r1", "train")
            .selection(
                new SelectionSummary(
                    "cv-min", 0.1, 0.1, 1.0, 5, "smallest", "λ.min is the last λ", List.of(), null))
            .build();
    String html = html(run, List.of());
    assertThat(html.indexOf("λ.min is the last λ."))
        .isPositive()
        .isLessThan(html.indexOf("<main>"));
  }

  @Test
  void timesAreReadToTheMinute() throws IOException {
    assertThat(html(SampleRun.run()))
        .contains("14 March 2026, 10:15 UTC")
        .doesNotContain("10:15:02");
  }

  @Test
  void slicesShowWhereTheModelIsOff() throws IOException {
    assertThat(html(SampleRun.run()))
        .contains("In 1 of 18 slices, marked with •")
        .contains(
            "most for movies with 1 to 9 training ratings, where predictions are 0.1920 too high")
        .contains("<th scope=\"row\">1 to 9</th><td class=\"n\">870</td>");
  }

  @Test
  void everyLineOfACurveHasItsNumbersInATable() throws IOException {
    String html = html(SampleRun.run());
    assertThat(html)
        .contains("The learning curve in numbers")
        .contains("Early stopping in numbers")
        .contains("The iterations in numbers")
        .contains("The calibration in numbers")
        .contains("The residuals in numbers");
  }

  @Test
  void forgottenRatingsAreCountedBesideTheQuarantine() {
    Data data =
        new Data(10L, 7L, 2L, 1L, Map.of("malformed", 2L), 7L, 1, 3L, 4L, 1L, 0.2, null, Map.of());
    RunRecord run =
        RunRecord.builder("20260314-101502-3f9a", "train")
            .status(RunRecord.Status.REFUSED)
            .data(data)
            .build();

    assertThat(DataSection.of(run).get("dataReading").toString())
        .contains("Of 10 records read, 2 (20")
        .contains("1 ratings of users who are to be forgotten were passed over");
    assertThat(DataSection.of(run).get("dataFacts").toString())
        .contains("{name=Forgotten, value=1}");
  }

  @Test
  void costSheetShowsPlanAndOutcome() throws IOException {
    assertThat(html(SampleRun.run()))
        .contains(
            "<th scope=\"row\">Encoded columns</th><td class=\"n\">151</td><td class=\"n\">139</td>")
        .contains("<td class=\"n\">9.30\u00a0MB</td><td class=\"n\">7.88\u00a0MB</td>")
        .contains("<dt>Dense arithmetic (BLAS)</dt><dd>native</dd>");
  }

  @Test
  void refusedRunHasAReportWithoutAModel() throws IOException {
    RunRecord run =
        RunRecord.builder("r1", "train")
            .status(Status.REFUSED)
            .message("12 of 20 rows bad")
            .build();
    assertThat(html(run, List.of()))
        .contains("The data was refused, so there is no model")
        .contains("12 of 20 rows bad")
        .doesNotContain("class=\"tiles\"")
        .doesNotContain("id=\"errors\"")
        .doesNotContain("id=\"path\"");
  }

  @Test
  void validationErrorsAreDrawnWhereThereAreNoFolds() throws IOException {
    RunRecord run =
        RunRecord.builder("r1", "train")
            .path(List.of(new PathEntry(0.1, 1, 1.0, null, null, 1.5, null)))
            .build();
    assertThat(html(run, List.of()))
        .contains("Validation MSE")
        .contains("\"heldOut\":[1.5],\"heldOutName\":\"Validation\"")
        .doesNotContain("\"upper\"");
  }

  @Test
  void longTableIsCutAndSaysSo() throws IOException {
    List<CoefficientRow> rows = new ArrayList<>();
    for (int j = 0; j < 2500; j++) {
      rows.add(new CoefficientRow(j, "tag", "tag=" + j, j, j, 1));
    }
    String html = html(SampleRun.run(), rows);
    assertThat(html).contains("The heaviest 2,000 of 2,500 columns").contains("tag&#61;500<");
    assertThat(html).doesNotContain("tag&#61;499<");
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String html(RunRecord run) throws IOException {
    return html(run, SampleRun.coefficients());
  }

  private static String html(RunRecord run, List<CoefficientRow> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(run, rows, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
