package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.features.DataException;
import io.shrinkage.job.OutputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                  | a command is missing; see shrinkage --help
          trian               | Unmatched argument at index 0: 'trian'; did you mean train?; see shrinkage --help
          train --confg x     | Unknown options: '--confg', 'x'; did you mean --config?; see shrinkage train --help
          train --config      | Missing required parameter for option '--config' (FILE); see shrinkage train --help
          train --config a --config b | option '--config' (FILE) should be specified only once; see shrinkage train --help
          crosscheck          | Missing required parameter: 'RUN_DIR'; see shrinkage crosscheck --help
          score run           | Missing required option: '--input=PATH'; see shrinkage score --help
          report run --set a=b | Unknown options: '--set', 'a=b'; see shrinkage report --help
          recommend run --top 0 | --top = 0: expected at least 1; see shrinkage recommend --help
          recommend run --top x | Invalid value for option '--top': 'x' is not an int; see shrinkage recommend --help
          generate --rows 0 --out x | --rows = 0: expected at least 1; see shrinkage generate --help
          generate --rows 5   | Missing required option: '--out=DIR'; see shrinkage generate --help
          """)
  void wrongUsageEndsInOneMessageAndExitCodeTwo(String line, String message) {
    List<String> args = new ArrayList<>(Arrays.asList(line.split(" ")));
    args.remove("");

    assertThat(run(args.toArray(String[]::new))).isEqualTo(2);

    assertThat(err).hasToString("shrinkage: " + message + "\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void wrongSettingsEndInExitCodeTwoWithoutStackTrace() {
    assertThat(run("train", "--set", "fit.lamda=0.1", "--set=fit.l1-ratio=2")).isEqualTo(2);

    assertThat(err)
        .hasToString(
            """
            shrinkage: configuration: 2 problems
              fit.l1-ratio = 2 (--set): expected a number from 0 to 1
              fit.lamda (--set): unknown key; did you mean fit.lambda?
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train", "crosscheck", "score", "recommend", "report", "verify", "generate"})
  void everyCommandHasHelp(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).startsWith("Usage: shrinkage " + command);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionNamesShrinkageSparkAndJava() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString().lines())
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).matches("shrinkage \\d+\\.\\d+\\.\\d+"))
        .satisfies(lines -> assertThat(lines.get(1)).matches("Spark \\d+\\.\\d+\\.\\d+"))
        .satisfies(lines -> assertThat(lines.get(2)).startsWith("Java 17"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --sett input.ratings.options.password=hunter2",
        "train --set input..password=hunter2",
        "train --set input.ratings.options=[{password=hunter2}]",
        "train --set input.ratings=[{options={password=hunter2}}]",
        "train --set features=password=hunter2",
      })
  void secretsOnTheCommandLineAreNotRepeated(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);

    assertThat(err.toString()).startsWith("shrinkage: ").doesNotContain("hunter2");
  }

  @Test
  void messagesShowNoSecretsAndNoControlCharacters() {
    Failures failures = new Failures(new PrintWriter(err, true));

    failures.exitCode(new DataException("cannot read jdbc:x://a:hunter2@b: \u001b[2Jgone\nnext"));

    assertThat(err)
        .hasToString("shrinkage: cannot read jdbc:x://a:(redacted)@b: \uFFFD[2Jgone\nnext\n");
  }

  @Test
  void whatTheMachineDoesIsToldWithWhatMendsIt() {
    Failures failures = new Failures(new PrintWriter(err, true));

    assertThat(failures.exitCode(new Error(new IOException("write: No space left on device (28)"))))
        .isEqualTo(2);
    assertThat(failures.exitCode(new OutOfMemoryError("Java heap space"))).isEqualTo(1);
    InternalError cutOff =
        new InternalError(
            "a fault occurred in a recent unsafe memory access operation in compiled Java code");
    assertThat(failures.exitCode(new IllegalStateException("Task 0 failed: " + cutOff)))
        .isEqualTo(1);

    assertThat(err.toString())
        .contains("no space left on a disk: make room where output.dir")
        .contains("the heap is too small (java.lang.OutOfMemoryError: Java heap space)")
        .contains("a local file was cut off while it was read: bring it back")
        .doesNotContain("internal error");
  }

  @Test
  void exceptionsHaveTheirExitCodes() {
    Failures failures = new Failures(new PrintWriter(err, true));

    assertThat(failures.exitCode(new DataException("the input is empty"))).isEqualTo(3);
    assertThat(failures.exitCode(new OutputException("/out cannot be written"))).isEqualTo(2);
    assertThat(failures.exitCode(new IllegalStateException("rows = -1\nmore"))).isEqualTo(1);

    assertThat(err)
        .hasToString(
            """
            shrinkage: the input is empty
            shrinkage: /out cannot be written
            shrinkage: internal error: java.lang.IllegalStateException: rows = -1 (SHRINKAGE_DEBUG=1 shows where)
            """);
  }

  @Test
  void masterGivesWayToThatOfSparkSubmit() {
    String before = System.getProperty("spark.master");
    try {
      System.setProperty("spark.master", "spark://host:7077");
      run("train", "--master", "local[3]", "--set", "nonsense");
      assertThat(System.getProperty("spark.master")).isEqualTo("spark://host:7077");
      assertThat(err.toString()).contains("--master local[3] gives way to");

      System.clearProperty("spark.master");
      run("train", "--master", "local[3]", "--set", "nonsense");
      assertThat(System.getProperty("spark.master")).isEqualTo("local[3]");
    } finally {
      if (before == null) {
        System.clearProperty("spark.master");
      } else {
        System.setProperty("spark.master", before);
      }
    }
  }
}
