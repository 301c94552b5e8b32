package io.shrinkage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.features.DataException;
import io.shrinkage.model.CoefficientsCsv;
import io.shrinkage.model.FitTerms;
import io.shrinkage.model.LinearModel;
import io.shrinkage.model.ModelJson;
import io.shrinkage.testing.Cases;
import io.shrinkage.testing.Heard;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is what its files and its data say verifies; one that was touched does not. */
@ExtendWith(SparkExtension.class)
class VerifyIT {
  @TempDir private static Path dir;
  private static Path ratings;
  private static Path whole;

  private final List<String> lines = new ArrayList<>();
  private Path run;

  @BeforeAll
  static void train(SparkSession session) throws IOException {
    assertThat(session.sparkContext().isStopped()).isFalse();
    ratings = dir.resolve("ratings.csv");
    StringBuilder text = new StringBuilder("userId,movieId,rating,timestamp,genre,x\n");
    Cases.checkSeed(
        3,
        random -> {
          for (int i = 0; i < 400; i++) {
            double x = Math.rint(100 * Cases.normal(random)) / 100;
            int movie = random.nextInt(30);
            double rating = 3 + (movie % 3 == 0 ? 0.8 : 0) + 0.3 * x + 0.4 * Cases.normal(random);
            double half = Math.max(0.5, Math.min(5, Math.rint(2 * rating) / 2));
            text.append(
                String.format(
                    Locale.ROOT,
                    "%d,%d,%.1f,%d,%s,%.2f\n",
                    i / 5,
                    movie,
                    half,
                    i,
                    movie % 3 == 0 ? "Drama" : "Comedy",
                    x));
          }
        });
    Files.writeString(ratings, text);
    whole = train("fit.solver=auto");
  }

  private static Path train(String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "input.ratings.path=\"" + ratings + "\"",
                "features=[{ name = genre, column = genre, kind = one-hot },"
                    + " { name = x, column = x, kind = numeric }]",
                "learning-curve.enabled=false",
                "crosscheck.enabled=false"));
    all.addAll(List.of(sets));
    if (!all.contains("fit.penalty=none")) {
      all.add("fit.lambda=0.02");
    }
    return TrainedRun.train(dir.resolve("out"), all).directory();
  }

  /** Each test has a copy to tamper with. */
  @BeforeEach
  void copy(@TempDir Path place) throws IOException {
    run = place.resolve("run");
    copy(whole, run);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : List.of("run.json", "model.json", "pruned.json", "coefficients.csv")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  private ExitCode verify(Path directory, boolean refit, String... sets) {
    Console console = new Heard(lines);
    return new VerifyJob(
            new VerifyOptions(directory.toString(), refit, ConfigSources.of(sets)), console)
        .run();
  }

  private List<String> differing() {
    return lines.stream()
        .filter(line -> line.startsWith("  DIFFERS"))
        .map(line -> line.substring(12, 34).strip())
        .toList();
  }

  private void edit(String name, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(run.resolve(name));
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(run.resolve(name), after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fit.solver=auto",
        "fit.solver=local",
        "fit.solver=proximal",
        "fit.penalty=none",
        "fit.penalty=group-l1",
        "fit.max-iterations=1",
        "fit.intercept=false",
        "early-stopping.enabled=true"
      })
  void untouchedRunVerifies(String setting) {
    Path trained =
        setting.startsWith("early") || setting.contains("max")
            ? train(setting, "fit.solver=proximal")
            : train(setting);

    assertThat(verify(trained, true)).as(String.join("\n", lines)).isEqualTo(ExitCode.DONE);

    assertThat(differing()).isEmpty();
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("verified: " + trained.getFileName() + " (12 checks agree)");
    assertThat(lines).anyMatch(line -> line.contains("the data gives this model to the last bit"));
  }

  @Test
  void dataMayHaveMoved() throws IOException {
    Path moved = Files.copy(ratings, run.resolve("moved.csv"));

    assertThat(verify(run, true, "input.ratings.path=\"" + moved + "\"")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void fitCanBeLeftOut() {
    assertThat(verify(run, false)).isEqualTo(ExitCode.DONE);

    assertThat(lines).contains("  left out  fit                    --no-refit");
    assertThat(lines.get(lines.size() - 1)).endsWith("(11 checks agree, 1 left out)");
  }

  @Test
  void tamperedCoefficientIsFound() throws IOException {
    LinearModel model = read();
    String number = Double.toString(model.coefficient(2));
    edit(
        "model.json",
        text ->
            text.replace("\"coefficients\" : [ " + number + " ]", "\"coefficients\" : [ 0.9 ]"));

    assertThat(verify(run, true)).isEqualTo(ExitCode.CROSSCHECK_DISAGREES);

    assertThat(differing())
        .containsExactly(
            "hash of model.json",
            "hash in run.json",
            "model in run.json",
            "coefficients.csv",
            "pruned.json",
            "units of weights",
            "hash of a new fit");
    assertThat(lines).anyMatch(line -> line.contains("x: 0.9, from its standardized weight"));
    assertThat(lines.get(lines.size() - 1)).startsWith("not verified: ").contains("7 of 12 checks");
  }

  @Test
  void tamperedHashIsFound() throws IOException {
    edit("run.json", text -> text.replaceFirst("\"hash\" : \"....", "\"hash\" : \"0000"));

    assertThat(verify(run, true)).isEqualTo(ExitCode.CROSSCHECK_DISAGREES);

    assertThat(differing()).containsExactly("hash in run.json");
  }

  /** All files agree with each other; only the data tells. */
  @Test
  void forgedRunIsFoundByItsData() throws IOException {
    LinearModel model = read();
    double[] weights = model.coefficients();
    double[] standardized = model.standardized();
    weights[2] *= 1.5;
    standardized[2] *= 1.5;
    forge(new LinearModel(model.space(), weights, standardized, model.intercept(), model.fit()));

    assertThat(verify(run, true)).isEqualTo(ExitCode.CROSSCHECK_DISAGREES);

    assertThat(differing())
        .containsExactly(
            "units of weights", "KKT violation", "duality gap", "converged", "hash of a new fit");
  }

  @Test
  void forgedLambdaIsFoundByTheCertificate() throws IOException {
    LinearModel model = read();
    forge(
        new LinearModel(
            model.space(),
            model.coefficients(),
            model.standardized(),
            model.intercept(),
            FitTerms.of(0.03, model.fit().l1Ratio())));
    edit("run.json", text -> text.replaceFirst("\"lambda\" : 0.02,", "\"lambda\" : 0.03,"));
    edit("run.json", text -> text.replaceFirst("\"lambda\" : 0.02,", "\"lambda\" : 0.03,"));

    assertThat(verify(run, false)).isEqualTo(ExitCode.CROSSCHECK_DISAGREES);

    assertThat(differing()).contains("KKT violation", "converged");
  }

  private LinearModel read() throws IOException {
    try (InputStream in = Files.newInputStream(run.resolve("model.json"))) {
      return ModelJson.read(in);
    }
  }

  /** Writes another model with all that its own files say of it. */
  private void forge(LinearModel other) throws IOException {
    LinearModel model = read();
    try (OutputStream out = Files.newOutputStream(run.resolve("model.json"))) {
      ModelJson.write(other, out);
    }
    try (OutputStream out = Files.newOutputStream(run.resolve("pruned.json"))) {
      ModelJson.write(other.pruned(), out);
    }
    try (OutputStream out = Files.newOutputStream(run.resolve("coefficients.csv"))) {
      CoefficientsCsv.write(other.rows(), out);
    }
    edit(
        "run.json",
        text ->
            text.replace(model.hash(), other.hash())
                .replace("\"x\" : " + model.coefficient(2), "\"x\" : " + other.coefficient(2)));
  }

  @Test
  void changedDataIsFound() throws IOException {
    List<String> rows = Files.readAllLines(ratings);
    String other = rows.get(7).replaceFirst(",[0-9.]+,(?=[0-9]+,[A-Z])", ",0.5,");
    assertThat(other).isNotEqualTo(rows.get(7));
    rows.set(7, other);
    Path changed = Files.write(run.resolve("changed.csv"), rows);

    assertThat(verify(run, true, "input.ratings.path=\"" + changed + "\""))
        .isEqualTo(ExitCode.CROSSCHECK_DISAGREES);

    assertThat(differing())
        .contains("KKT violation", "hash of a new fit")
        .doesNotContain("columns");
  }

  @Test
  void otherLevelsAreNamedAndTheWeightsLeftOut() throws IOException {
    Path changed = run.resolve("changed.csv");
    Files.writeString(changed, Files.readString(ratings).replace("Drama", "Western"));

    assertThat(verify(run, true, "input.ratings.path=\"" + changed + "\""))
        .isEqualTo(ExitCode.CROSSCHECK_DISAGREES);

    assertThat(differing()).containsExactly("columns");
    assertThat(lines)
        .anyMatch(
            line ->
                line.contains(
                    "feature 'genre' has 2 levels, the data 2; not in the data: Drama; not in the"
                        + " model: Western"))
        .anyMatch(line -> line.contains("left out  certificate and fit"));
  }

  @Test
  void settingsOfTheModelCannotBeChanged() {
    assertThatThrownBy(() -> verify(run, true, "fit.lambda=0.1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("fit: belongs to the trained model");
    assertThatThrownBy(() -> verify(run, true, "early-stopping.enabled=true"))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void dataThatIsGoneIsRefused() {
    assertThatThrownBy(() -> verify(run, true, "input.ratings.path=nowhere.csv"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is nothing at nowhere.csv");
  }
}
