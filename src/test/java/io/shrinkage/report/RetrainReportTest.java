package io.shrinkage.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.model.RunRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrainReportTest {
  private static final String PROMOTED =
      SampleRetrain.CONTEST.replace("\"promoted\": false", "\"promoted\": true");

  @Test
  void aChallengerThatWasKeptOutIsToldWithItsReason() throws IOException {
    assertThat(html(SampleRetrain.run(SampleRetrain.CONTEST)))
        .contains("<h1>The champion stays</h1>")
        .contains("<span class=\"pill warn\">kept out</span>")
        .contains("On the same 4,061 test ratings the challenger’s mean squared error is 0.6744")
        .contains("the champion’s 0.6731: higher by 0.00130 ± 0.00020. It was kept out.")
        .contains(
            "<strong>Why:</strong> Test MSE 0.6744 against the champion&#39;s 0.6731: not better.")
        .contains("<dt>Champion now</dt><dd>20260313-101502-aaaa</dd>")
        .contains("lower in 1 of 2 slices");
  }

  @Test
  void aPromotedChallengerIsTheChampionNow() throws IOException {
    assertThat(html(SampleRetrain.run(PROMOTED)))
        .contains("<h1>The challenger won and is the champion now</h1>")
        .contains("<span class=\"pill good\">promoted</span>")
        .contains("<dt>Champion now</dt><dd>20260314-101502-3f9a</dd>");
  }

  @Test
  void daysAreReadReusedOrReplaced() throws IOException {
    assertThat(html(SampleRetrain.run(SampleRetrain.CONTEST)))
        .contains("<li class=\"reused\" title=\"2024-01-01: reused\">")
        .contains("<li class=\"replaced\" title=\"2024-01-02: replaced\">")
        .contains("<li class=\"scanned\" title=\"2024-01-03: scanned\">")
        .contains(
            "The model is of 3 days. 2 days (2024-01-02 to 2024-01-03) were read, of which"
                + " 2024-01-02 had changed since; the tables of 2024-01-01 came from the store");
  }

  @Test
  void theFirstChampionHasNobodyToBeComparedWith() throws IOException {
    assertThat(html(SampleRetrain.run(SampleRetrain.FIRST)))
        .contains("<h1>The first champion</h1>")
        .contains("It was promoted: There was no champion yet.")
        .contains("<dt>Champion before</dt><dd>none</dd>")
        .doesNotContain("On the same test ratings");
  }

  @Test
  void aTrainingHasNoContest() throws IOException {
    assertThat(html(SampleRun.run()))
        .doesNotContain("id=\"retrain\"")
        .doesNotContain("id=\"drift\"");
  }

  @Test
  void hostileTextsAreInert() throws IOException {
    String hostile = "<img src=x onerror=alert(1)>";
    String contest = SampleRetrain.CONTEST;
    for (String text : List.of("test MSE", "genre=Drama", "2024-01", "20260313", "20260314")) {
      contest = contest.replace(text, hostile);
    }
    assertThat(html(SampleRetrain.run(contest))).contains("&lt;img").doesNotContain("<img");
  }

  @Test
  void driftIsReadFromTheRecord() throws IOException {
    Map<String, Object> section =
        drift(
            "{'entered':3,'left':0,'sign_changes':1,'l2_distance':0.25,'cosine':0.987,'changes':["
                + "{'name':'genre=Drama','champion':0.25,'challenger':-0.5},"
                + "{'name':'new','champion':null,'challenger':0.25}]}");
    assertThat(section.get("driftReading"))
        .isEqualTo(
            "Of the columns, 3 entered the model, none left it and 1 changed sign. The weights per"
                + " standard deviation point the same way to a cosine of 0.9870, and lie 0.25 apart.");
    assertThat(section.get("driftRows").toString())
        .contains("champion=+0.2500, challenger=−0.5000, side=minus, width=100.0, change=−0.7500")
        .contains("name=new, champion=–, challenger=+0.2500, side=plus, width=33.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "7", "[]"})
  void withoutDriftThereIsNoSection(String drift) throws IOException {
    assertThat(drift(drift)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'entered':'x','largest':7}", "{'largest':[{},3,{'name':4}]}"})
  void whatDriftShouldNotBeIsLeftOut(String drift) throws IOException {
    assertThat(drift(drift)).containsEntry("driftReading", "").containsEntry("hasDriftRows", false);
  }

  private static Map<String, Object> drift(String json) throws IOException {
    String run = "{'retrain':{'drift':" + json + "}}";
    return DriftSection.of(new ObjectMapper().readTree(run.replace('\'', '"')));
  }

  private static String html(RunRecord run) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(run, SampleRun.coefficients(), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
