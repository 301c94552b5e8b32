package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.testing.Script;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs see of a run: Spark's metrics while it lasts, and its output as lines of JSON. */
class MetricsIT {
  @TempDir private Path dir;

  @Test
  void runShowsItsNumbersInSparksMetricsAndSpeaksJson() throws Exception {
    int port = freePort();
    Script run =
        Script.start(
            dir,
            "train",
            Map.of(),
            Script.train(
                dir.resolve("out"),
                "--json",
                "--conf=spark.ui.enabled=true",
                "--conf",
                "spark.ui.port=" + port,
                "--set=crosscheck.enabled=false"));

    String scraped = scrape(port, run);
    assertThat(scraped)
        .contains("metrics_shrinkage_driver_shrinkage_rows_read_")
        .contains("metrics_shrinkage_driver_shrinkage_stage_read_seconds_");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> events = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    assertThat(events.get(events.size() - 1))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"event\":\"end\",\"command\":\"train\",\"exit_code\":0,\"failure\":null}"));
    List<JsonNode> published =
        events.stream().filter(event -> event.get("event").asText().equals("run")).toList();
    assertThat(published).hasSize(1);
    JsonNode summary = published.get(0);
    long read = summary.get("read").asLong();
    assertThat(read)
        .isPositive()
        .isEqualTo(summary.get("accepted").asLong() + summary.get("quarantined").asLong());
    assertThat(scraped)
        .containsPattern("shrinkage_rows_read_Value\\{[^}]*} " + read + "(\\.0)?\\s");
    assertThat(summary.get("status").asText()).isEqualTo("done");
    assertThat(summary.get("directory").asText()).contains(summary.get("run_id").asText());
    assertThat(events.stream().map(event -> event.path("name").asText()))
        .contains("read", "statistics", "certify", "publish");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What the driver's page shows, once it shows numbers of the run. */
  private static String scrape(int port, Script run) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics/prometheus/"))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    while (run.isAlive()) {
      try {
        String page = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (page.contains("shrinkage_rows_read")) {
          return page;
        }
      } catch (ConnectException e) {
        // Spark has not opened the page yet, or has closed it.
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no scrape showed the run:\n" + run.out() + run.err());
  }
}
