package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.job.Console;
import io.shrinkage.model.RunRecord.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechOptionsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void jsonEndsWithTheExitCodeAndWhatWentWrong(@TempDir Path dir) throws Exception {
    assertThat(run("rollback", "--json", "--out", dir.toString())).isEqualTo(2);

    List<String> lines = out.toString().lines().toList();
    var end = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(end.get("event").asText()).isEqualTo("end");
    assertThat(end.get("command").asText()).isEqualTo("rollback");
    assertThat(end.get("exit_code").asInt()).isEqualTo(2);
    assertThat(end.get("failure").asText()).contains("no earlier champion");
    assertThat(err.toString()).startsWith("shrinkage: rollback: ");
  }

  @Test
  void quietAndJsonExcludeEachOtherAndSettingsAreSparks() {
    assertThat(run("train", "--quiet", "--json")).isEqualTo(2);
    assertThat(err.toString()).contains("--quiet", "--json", "mutually exclusive");

    assertThat(run("train", "--conf", "fit.lambda=1")).isEqualTo(2);
    assertThat(err.toString()).contains("--conf fit.lambda=1: expected a setting of Spark's");
  }

  @Test
  void quietLeavesOutStagesAndProgressAlone() {
    Console quiet = new QuietConsole(TestConsole.of(out));
    quiet.progress("read: 1 of 2 tasks");
    quiet.stage(new Stage("read", 1.5, 10L), "all well");
    quiet.line("run:    here");

    assertThat(out).hasToString("run:    here\n");
  }

  @Test
  void jsonHasOneObjectForEachThingSaid() throws Exception {
    Console json = new JsonConsole(new PrintWriter(out, true));
    json.line("");
    json.line("a \"quoted\" line\nin two");
    json.stage(new Stage("read", 1.5, null), "jdbc:x://u:secret@h");

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(new ObjectMapper().readTree(lines.get(0)).get("text").asText())
        .isEqualTo("a \"quoted\" line\nin two");
    var stage = new ObjectMapper().readTree(lines.get(1));
    assertThat(stage.get("seconds").asDouble()).isEqualTo(1.5);
    assertThat(stage.get("rows").isNull()).isTrue();
    assertThat(stage.get("remark").asText()).doesNotContain("secret");
  }

  /** Everything that is said, as lines. */
  private record TestConsole(PrintWriter out) implements Console {
    static TestConsole of(StringWriter out) {
      return new TestConsole(new PrintWriter(out, true));
    }

    @Override
    public void line(String text) {
      out.println(text);
    }

    @Override
    public void progress(String text) {
      out.println(text);
    }
  }
}
