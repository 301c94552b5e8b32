package io.shrinkage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.shrinkage.testing.FailingTasks;
import io.shrinkage.testing.Script;
import io.shrinkage.testing.SparkExtension;
import io.shrinkage.testing.TrainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One standalone cluster of real processes, with authentication and encryption, which loses more
 * and more of them.
 */
@ExtendWith(SparkExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
  private static final String[] DEMO = {
    "--set=input.ratings.options.rows=5000",
    "--set=select.lambdas=20",
    "--set=crosscheck.enabled=false",
    "--set=learning-curve.enabled=false",
    "--set=select.ablation=false",
    "--set=select.repeats=0"
  };
  private static final String[] REAL = {
    "--set=input.ratings.columns={ user = \"\", item = \"\", time = \"\", rating = y }",
    "--set=input.ratings.range=[]",
    "--set=features=[{ name = a, column = a, kind = numeric },"
        + " { name = b, column = b, kind = numeric }, { name = c, column = c, kind = numeric }]",
    "--set=fit.solver=gradient",
    "--set=fit.penalty=l2",
    "--set=fit.lambda=0.001",
    "--set=fit.learning-rate=0.02",
    "--set=fit.max-iterations=30",
    "--set=learning-curve.enabled=false",
    "--set=crosscheck.enabled=false"
  };

  private static final String SECURE =
      """
      spark.ui.enabled false
      spark.authenticate true
      spark.authenticate.secret %s
      spark.network.crypto.enabled true
      spark.io.encryption.enabled true
      spark.master.rest.enabled false
      """
          .formatted(UUID.randomUUID());

  /** Of JVMs that end before a better compiler has paid. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  @TempDir private static Path dir;
  private static Map<String, String> environment;
  private static String master;
  private static Script stranger;

  @BeforeAll
  static void start() throws Exception {
    Path secure = Files.writeString(dir.resolve("secure.conf"), SECURE);
    environment =
        Map.of(
            "SHRINKAGE_CLUSTER", dir.resolve("cluster").toString(),
            "SHRINKAGE_CLUSTER_CONF", secure.toString(),
            "SPARK_DAEMON_JAVA_OPTS", QUICK);
    assertThat(cluster("status").exitCode()).as("no cluster runs yet").isEqualTo(1);
    Script started = cluster("start");
    assertThat(started.exitCode()).as(started.err()).isZero();
    master =
        started.out().lines().filter(line -> line.startsWith("master: ")).findFirst().orElseThrow();
    master = master.substring("master: ".length());
    stranger =
        Script.start(
            dir,
            "stranger",
            Map.of("SPARK_CONF_DIR", settings("stranger", "").toString()),
            Script.train(dir.resolve("stranger"), "--master=" + master));
    StringBuilder rows = new StringBuilder("a,b,c,y\n");
    for (int i = 1; i <= 6000; i++) {
      double a = Math.sin(i);
      double b = 1e3 * Math.cos(1.7 * i);
      double c = Math.sqrt(i) / 7;
      double y = 0.3 * a - 1e-3 * b + c / 3 + Math.sin(91.3 * i);
      rows.append(String.format(Locale.ROOT, "%s,%s,%s,%s%n", a, b, c, y));
    }
    Files.writeString(dir.resolve("real.csv"), rows);
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(cluster("stop").exitCode()).isZero();
    try (Stream<Path> left = Files.list(dir.resolve("cluster"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".pid"));
    }
  }

  private static Script cluster(String command) {
    return Script.start(
        dir, "cluster-" + command, environment, List.of("scripts/local-cluster", command));
  }

  /** A training with settings of Spark's beside those that the cluster asks for. */
  private static Script train(String name, String where, String settings, String... arguments)
      throws IOException {
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--master=" + where)).toArray(String[]::new);
    List<String> command = Script.train(dir.resolve(name), all);
    Path conf = settings(name, where.equals(master) ? SECURE + settings : settings);
    return Script.start(dir, name, Map.of("SPARK_CONF_DIR", conf.toString()), command);
  }

  /** A folder of Spark's settings, with which the script keeps no classes for later starts. */
  private static Path settings(String name, String settings) throws IOException {
    Path conf = Files.createDirectories(dir.resolve(name + "-conf"));
    Files.copy(Path.of("conf/log4j2.properties"), conf.resolve("log4j2.properties"));
    String quick = "spark.driver.extraJavaOptions %s\nspark.executor.extraJavaOptions %1$s\n";
    Files.writeString(conf.resolve("spark-defaults.conf"), quick.formatted(QUICK) + settings);
    return conf;
  }

  private static String[] real(String... more) {
    return Stream.of(
            Stream.of("--set=input.ratings.path=\"" + dir.resolve("real.csv") + "\""),
            Stream.of(REAL),
            Stream.of(more))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  /** The hash of a run that ended with an exit code. */
  private static String hash(Script run, String name, int exitCode) throws InterruptedException {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    Path published = TrainedRun.runs(dir.resolve(name)).get(0);
    return TrainedRun.json(published.resolve("run.json")).at("/model/hash").asText();
  }

  private static long pid(String member) throws IOException {
    return Long.parseLong(
        Files.readAllLines(dir.resolve("cluster").resolve(member + ".pid")).get(0));
  }

  private static Optional<ProcessHandle> executor(String worker) throws IOException {
    return ProcessHandle.of(pid(worker))
        .flatMap(
            process ->
                process
                    .descendants()
                    .filter(
                        child -> child.info().commandLine().orElse("").contains("GrainedExecutor"))
                    .findFirst());
  }

  @Test
  @Order(1)
  void modelIsThatOfOneCoreAndOfTwo(SparkSession local2) throws Exception {
    for (String data : List.of("demo", "real")) {
      String[] arguments = data.equals("demo") ? DEMO : real();
      int exitCode = data.equals("demo") ? 0 : 4; // the fixed rate leaves the optimum ahead
      Script onCluster = train(data + "-cluster", master, "", arguments);
      Script onOne = train(data + "-1", "local[1]", "", arguments);
      String one = hash(onOne, data + "-1", exitCode);
      assertThat(hash(onCluster, data + "-cluster", exitCode)).isEqualTo(one);
      List<String> sets =
          Stream.of(arguments).map(set -> set.substring("--set=".length())).toList();
      assertThat(local2.sparkContext().master()).isEqualTo("local[2]");
      assertThat(TrainedRun.train(dir.resolve(data + "-2"), sets).hash()).isEqualTo(one);
    }
  }

  @Test
  @Order(2)
  void failingTasksSpeculationAndAKilledExecutorLeaveTheModelAsItIs() throws Exception {
    Path failures = Files.createDirectories(dir.resolve("failures"));
    String settings =
        """
        spark.plugins %s
        spark.driver.extraClassPath %s
        spark.executor.extraClassPath %2$s
        %s %s
        spark.speculation true
        spark.speculation.interval 10ms
        spark.speculation.quantile 0.25
        spark.speculation.multiplier 1.01
        spark.speculation.minTaskRuntime 1ms
        """
            .formatted(
                FailingTasks.class.getName(),
                Path.of("target/test-classes").toAbsolutePath(),
                FailingTasks.FOLDER,
                failures);
    Script run = train("executor", master, settings, real("--set=compute.partitions=8"));
    run.awaitLine("encode ");
    executor("worker1").orElseThrow().destroyForcibly();
    String whole =
        TrainedRun.json(TrainedRun.runs(dir.resolve("real-1")).get(0).resolve("run.json"))
            .at("/model/hash")
            .asText();
    assertThat(hash(run, "executor", 4)).isEqualTo(whole);
    assertThat(failures).isNotEmptyDirectory();
  }

  @Test
  @Order(3)
  void killedWorkerLeavesTheModelAsItIs() throws Exception {
    Script run = train("worker", master, "", real());
    run.awaitLine("encode ");
    ProcessHandle.of(pid("worker2")).orElseThrow().destroyForcibly();
    String whole =
        TrainedRun.json(TrainedRun.runs(dir.resolve("real-1")).get(0).resolve("run.json"))
            .at("/model/hash")
            .asText();
    assertThat(hash(run, "worker", 4)).isEqualTo(whole);
    Script status = cluster("status");
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.out()).contains("worker1 runs", "worker2 does not run", "master: spark://");
  }

  @Test
  @Order(4)
  void whoDoesNotKnowTheSecretIsTurnedAway() throws Exception {
    assertThat(stranger.exitCode()).as(stranger.err()).isEqualTo(2);
    assertThat(stranger.err()).contains("--master", "no master answers there", "secret");
    assertThat(dir.resolve("stranger")).doesNotExist();
  }
}
