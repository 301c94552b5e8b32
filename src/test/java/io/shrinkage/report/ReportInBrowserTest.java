package io.shrinkage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.RunRecord;
import io.shrinkage.testing.Browser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a reader has it: in a browser, from a file. */
class ReportInBrowserTest {
  private static final int DESKTOP = 1280;

  // The browser may still write into its profile when it ends.
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path dir;

  private static Browser browser;
  private static Path train;
  private static Path retrain;

  @BeforeAll
  static void open() throws Exception {
    Optional<Path> executable = Browser.find();
    assumeTrue(
        executable.isPresent(),
        "no chromium or google-chrome on the PATH; -Dshrinkage.browser=FILE names another");
    train = write("train.html", SampleRun.run());
    retrain = write("retrain.html", SampleRetrain.run(SampleRetrain.CONTEST));
    browser = Browser.open(executable.get(), Files.createDirectories(dir.resolve("profile")));
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void lightAgain() throws Exception {
    scheme("light");
  }

  private static Path write(String name, RunRecord run) throws IOException {
    Path file = dir.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      HtmlReport.write(run, SampleRun.coefficients(), out);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, 390})
  void opensQuietlyFetchesNothingAndFits(int width) throws Exception {
    for (Path report : List.of(train, retrain)) {
      browser.open(report, width);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).isEmpty();
      // A scroll bar, where there is one, takes its own share of the width.
      JsonNode widths =
          browser.evaluate(
              "(r => [innerWidth, r.clientWidth, r.scrollWidth])(document.documentElement)");
      assertThat(widths.get(0).asInt()).isEqualTo(width);
      assertThat(widths.get(2).asInt()).isEqualTo(widths.get(1).asInt());
    }
  }

  @Test
  void complaintsAndRequestsWouldBeSeen() throws Exception {
    Path page = dir.resolve("bad.html");
    Files.writeString(
        page, "<img src='http://127.0.0.1:1/x.png'><script>console.error(1)</script>");
    browser.open(page, DESKTOP);
    assertThat(browser.complaints()).isNotEmpty();
    assertThat(browser.requests()).containsExactly("http://127.0.0.1:1/x.png");
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, 390})
  void chartsShowEveryPoint(int width) throws Exception {
    browser.open(train, width);
    RunRecord run = SampleRun.run();
    Map<String, Integer> points = new LinkedHashMap<>();
    points.put("plot-error-lambda", run.path().size());
    points.put(
        "plot-error-size", (int) run.path().stream().map(p -> p.nonzero()).distinct().count());
    points.put("plot-error-share", run.learningCurve().points().size() + 1);
    points.put("plot-error-iterations", run.earlyStopping().curve().size());
    points.put("plot-weights", run.path().size());
    points.put("plot-path", run.path().size());
    points.put("plot-support", run.path().size());
    points.put("plot-calibration", run.prediction().bins().size());
    points.put("plot-residuals", run.prediction().residuals().size());
    points.put("plot-loss", run.trace().size());
    points.put("plot-kkt", run.trace().size());
    assertThat(numbers("el => Number(el.dataset.points)")).isEqualTo(points);
    assertThat(browser.evaluate("document.getElementById('plot-weights').dataset.series").asInt())
        .isEqualTo(run.pathWeights().size());
    assertThat(numbers(INK)).hasSize(11).allSatisfy((id, ink) -> assertThat(ink).isPositive());
  }

  /** How many pixels of a chart are painted. */
  private static final String INK =
      "el => { const c = el.querySelector('canvas');"
          + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
          + " let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }";

  /** A number of each chart, by its id. */
  private static Map<String, Integer> numbers(String of) throws Exception {
    JsonNode found =
        browser.evaluate(
            "Object.fromEntries([...document.querySelectorAll('.plot')].map(el => [el.id, ("
                + of
                + ")(el)]))");
    Map<String, Integer> numbers = new LinkedHashMap<>();
    found.properties().forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asInt()));
    return numbers;
  }

  @Test
  void searchLeavesTheColumnsWhoseNamesHoldTheText() throws Exception {
    browser.open(train, DESKTOP);
    browser.evaluate("document.getElementById('filter').focus()");
    browser.send("Input.insertText", Map.of("text", "DRAMA"));
    assertThat(texts("#columns tbody tr:not([hidden]) td:first-child"))
        .containsExactly("genre=Drama");
    int all = SampleRun.coefficients().size();
    assertThat(texts("#found")).containsExactly("1 of " + all);

    browser.evaluate("document.getElementById('filter').select()");
    browser.send("Input.insertText", Map.of("text", "<script>"));
    assertThat(texts("#columns tbody tr:not([hidden]) td:first-child")).isEmpty();
  }

  @Test
  void aHeadSortsByItsColumnAndBack() throws Exception {
    browser.open(train, DESKTOP);
    String head = "document.querySelectorAll('#columns thead button')[1]";
    String first = "#columns tbody tr:first-child td:first-child";
    browser.evaluate(head + ".focus()");
    press("Enter", 13, "\r");
    assertThat(texts(first)).containsExactly(extreme(1));
    assertThat(browser.evaluate(head + ".parentNode.ariaSort").asText()).isEqualTo("descending");
    press("Enter", 13, "\r");
    assertThat(texts(first)).containsExactly(extreme(-1));
  }

  private static String extreme(int sign) {
    return SampleRun.coefficients().stream()
        .max((a, b) -> sign * Double.compare(a.coefficient(), b.coefficient()))
        .map(CoefficientRow::name)
        .orElseThrow();
  }

  @Test
  void pointingAtALineNamesItWithItsValue() throws Exception {
    browser.open(train, DESKTOP);
    browser.evaluate("document.getElementById('plot-weights').scrollIntoView({block: 'center'})");
    JsonNode box =
        browser.evaluate(
            "document.querySelector('#plot-weights .u-over').getBoundingClientRect().toJSON()");
    double x = box.get("x").asDouble() + box.get("width").asDouble() / 4;
    for (double share = 0; share < 1; share += 0.02) {
      double y = box.get("y").asDouble() + box.get("height").asDouble() * share;
      browser.send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    }
    Browser.until("a line is named", () -> texts("#weights-pointed").get(0).contains("at λ ="));
    String name = texts("#weights-pointed").get(0).replaceAll(" [+−]?[0-9.]+.*", "");
    assertThat(SampleRun.run().pathWeights()).extracting("name").contains(name);
  }

  @Test
  void arrowKeysReadAChartPointByPoint() throws Exception {
    browser.open(train, DESKTOP);
    browser.evaluate("document.getElementById('plot-residuals').focus()");
    press("ArrowRight", 39, null);
    press("ArrowRight", 39, null);
    long second = SampleRun.run().prediction().residuals().get(1).count();
    Browser.until(
        "the second bin is read",
        () -> texts("#plot-residuals .u-value").get(1).equals(Long.toString(second)));
  }

  private static void press(String key, int code, String text) throws Exception {
    Map<String, Object> down = new LinkedHashMap<>();
    down.put("type", "keyDown");
    down.put("key", key);
    down.put("windowsVirtualKeyCode", code);
    if (text != null) {
      down.put("text", text);
    }
    browser.send("Input.dispatchKeyEvent", down);
    browser.send(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
  }

  @Test
  void chartsAreDrawnAnewWhenTheSchemeTurnsDark() throws Exception {
    browser.open(train, DESKTOP);
    String colour = "getComputedStyle(document.body).backgroundColor";
    String light = browser.evaluate(colour).asText();
    String chart = "document.querySelector('#plot-path canvas').toDataURL()";
    String before = browser.evaluate(chart).asText();
    scheme("dark");
    assertThat(browser.evaluate(colour).asText()).isNotEqualTo(light);
    Browser.until("it is drawn anew", () -> !browser.evaluate(chart).asText().equals(before));
    assertThat(numbers(INK)).hasSize(11).allSatisfy((id, ink) -> assertThat(ink).isPositive());
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everyTextStandsOutFromItsGround(String scheme) throws Exception {
    for (Path report : List.of(train, retrain)) {
      browser.open(report, DESKTOP);
      scheme(scheme);
      JsonNode faint = new ObjectMapper().readTree(browser.evaluate(CONTRAST).asText());
      assertThat(faint).isEmpty();
    }
  }

  /** Texts whose contrast is below 4.5, by WCAG 2.1, 1.4.3. */
  private static final String CONTRAST =
      """
      (() => {
        const rgb = c => c.match(/[0-9.]+/g).map(Number);
        const light = c => rgb(c).slice(0, 3).map(v => v / 255)
          .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = el => {
          for (; el; el = el.parentElement) {
            const c = getComputedStyle(el).backgroundColor;
            if (rgb(c).length === 3 || rgb(c)[3] > 0) return c;
          }
          return 'rgb(255, 255, 255)';
        };
        const faint = new Set();
        document.querySelectorAll('body *').forEach(el => {
          const own = [...el.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
          if (!own || ['SCRIPT', 'STYLE'].includes(el.tagName) || el.closest('ol.days')) return;
          const a = light(getComputedStyle(el).color), b = light(ground(el));
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 4.5) faint.add(el.tagName + '.' + el.className + ' ' + contrast);
        });
        return JSON.stringify([...faint]);
      })()
      """;

  private static void scheme(String scheme) throws Exception {
    browser.send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private static List<String> texts(String selector) throws Exception {
    JsonNode found =
        browser.evaluate(
            "[...document.querySelectorAll('" + selector + "')].map(el => el.textContent)");
    List<String> texts = new ArrayList<>();
    found.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
