package io.shrinkage.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/** The files that a report is made of, from the class path. */
final class Assets {
  private static final String OURS = "/io/shrinkage/report/";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private Assets() {}

  static String template() {
    return text(OURS + "report.mustache");
  }

  static String style() {
    return text(UPLOT + "uPlot.min.css") + "\n" + text(OURS + "report.css");
  }

  static String chartLibrary() {
    return script(UPLOT + "uPlot.iife.min.js");
  }

  static String chartScript() {
    return script(OURS + "report.js");
  }

  /** The content security policy's source expression for an inline script. */
  static String policyHash(String script) {
    return "'sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(script)) + "'";
  }

  private static String script(String path) {
    String script = text(path);
    if (script.contains("</script") || script.contains("<!--")) {
      throw new IllegalStateException(path + " would end the element that it stands in");
    }
    return script;
  }

  private static String text(String path) {
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      // A browser hashes scripts after it has turned every line end into \n.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }
}
