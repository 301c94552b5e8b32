package io.shrinkage.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.shrinkage.model.CoefficientRow;
import io.shrinkage.model.RunRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The report of a run as one HTML file that fetches nothing: charts, style and data are inside.
 *
 * <p>Names come from the data, so nothing of theirs is trusted: the template escapes all text, the
 * charts' data cannot leave its element, and the content security policy admits the two scripts of
 * ours by their hash and nothing else. The file's bytes depend on its inputs alone.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes the report as UTF-8; the stream stays open.
   *
   * @param run the record of the run; parts that it lacks are left out
   * @param coefficients every column of the model, in any order; none for a refused run
   * @param out where it goes
   */
  public static void write(RunRecord run, List<CoefficientRow> coefficients, OutputStream out)
      throws IOException {
    String library = Assets.chartLibrary();
    String script = Assets.chartScript();
    Map<String, Object> page = Page.of(run, coefficients);
    page.put("policy", policy(library, script));
    page.put("style", Assets.style());
    page.put("chartData", ChartData.json(run));
    page.put("chartLibrary", library);
    page.put("chartScript", script);

    Mustache template =
        new DefaultMustacheFactory().compile(new StringReader(Assets.template()), "report");
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    template.execute(writer, page).flush();
  }

  private static String policy(String library, String script) {
    return "default-src 'none'; script-src "
        + Assets.policyHash(library)
        + " "
        + Assets.policyHash(script)
        + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
  }
}
