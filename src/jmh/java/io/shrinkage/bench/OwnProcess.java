package io.shrinkage.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.job.Console;
import io.shrinkage.job.TrainJob;
import io.shrinkage.model.RunJson;
import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Stage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Trains in one warm session, over and over: the seconds are those of the run's own stages, from
 * reading to the certified and evaluated model. What comes after (MLlib's cross-check, the report,
 * publishing) is left out. Variants take turns, so that a noisy minute hits all of them.
 */
final class OwnProcess {
  private static final Set<String> AFTERWARDS = Set.of("cross-check", "report", "publish");
  private static final Set<String> LOADING = Set.of("read", "quarantine", "compress", "encode");

  private final OwnPlan plan;
  private final SparkSession session;
  private final Map<String, List<Double>> train = new LinkedHashMap<>();
  private final Map<String, List<Double>> cached = new LinkedHashMap<>();
  private final Map<String, RunRecord> records = new LinkedHashMap<>();
  private final Map<String, Path> directories = new LinkedHashMap<>();
  private final List<Double> scans = new ArrayList<>();

  private OwnProcess(OwnPlan plan, SparkSession session) {
    this.plan = plan;
    this.session = session;
  }

  /** Measures the plan in the first file, and writes the figures to the second. */
  public static void main(String[] args) throws IOException {
    ObjectMapper json = new ObjectMapper();
    OwnPlan plan = json.readValue(new File(args[0]), OwnPlan.class);
    SparkSession session = Sessions.local();
    try {
      OwnProcess process = new OwnProcess(plan, session);
      process.measure();
      json.writeValue(new File(args[1]), process.found());
    } finally {
      session.stop();
    }
  }

  private void measure() throws IOException {
    for (int run = -plan.warmups(); run < plan.runs(); run++) {
      boolean measured = run >= 0;
      for (String variant : plan.variants().keySet()) {
        train(variant, measured);
      }
      if (!plan.scan().isEmpty()) {
        double seconds = Timing.seconds(this::scan);
        if (measured) {
          scans.add(seconds);
        }
      }
    }
  }

  /** A sum over each column: what reading costs by itself. */
  private void scan() {
    String[] sums = plan.columns().stream().map(name -> "sum(" + name + ")").toArray(String[]::new);
    session.read().parquet(plan.scan()).selectExpr(sums).head();
  }

  private void train(String variant, boolean measured) throws IOException {
    List<String> sets = new ArrayList<>();
    for (String set : plan.variants().get(variant)) {
      sets.add(set.contains("{lambda}") ? set.replace("{lambda}", chosenLambda()) : set);
    }
    Path out = Path.of(plan.out(), variant);
    if (plan.collects()) {
      System.gc();
    }
    sets.add(ConfigReader.assignment("output.dir", out.toString()));
    sets.add("crosscheck.enabled=false");
    new TrainJob(
            ConfigReader.read(new ConfigSources(Optional.of(Path.of(plan.config())), sets)),
            Console.SILENT)
        .run();
    Path directory = out.resolve("runs").resolve(Files.readString(out.resolve("CHAMPION")).strip());
    RunRecord record;
    try (InputStream in = Files.newInputStream(directory.resolve("run.json"))) {
      record = RunJson.read(in);
    }
    records.put(variant, record);
    directories.put(variant, directory);
    double whole = 0;
    double afterLoading = 0;
    StringBuilder stages = new StringBuilder();
    for (Stage stage : record.stages()) {
      stages.append(String.format(Locale.ROOT, " %s %.2f", stage.name(), stage.seconds()));
      if (!AFTERWARDS.contains(stage.name())) {
        whole += stage.seconds();
        afterLoading += LOADING.contains(stage.name()) ? 0 : stage.seconds();
      }
    }
    Workspace.say("%s%s %.2f s:%s", variant, measured ? "" : " (warm-up)", whole, stages);
    if (measured) {
      train.computeIfAbsent(variant, name -> new ArrayList<>()).add(whole);
      cached.computeIfAbsent(variant, name -> new ArrayList<>()).add(afterLoading);
    }
  }

  private String chosenLambda() {
    return Double.toString(records.values().iterator().next().model().lambda());
  }

  private Map<String, Object> found() {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("scan", scans);
    found.put("peak_rss_mb", Machine.peakResidentMegabytes());
    found.put("heap", Runtime.getRuntime().maxMemory() >> 20);
    records.forEach((variant, record) -> found.put(variant, found(variant, record)));
    return found;
  }

  private Map<String, Object> found(String variant, RunRecord record) {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("train", train.get(variant));
    found.put("cached", cached.get(variant));
    found.put("directory", directories.get(variant).toString());
    found.put("columns", record.features().columns());
    found.put("solver", record.solver());
    found.put("blas", record.compute().blas());
    found.put("lambda", record.model().lambda());
    found.put("lambdas", record.path().size());
    found.put("accepted", record.data().accepted());
    found.put("compressed_rows", record.data().compressedRows());
    return found;
  }
}
