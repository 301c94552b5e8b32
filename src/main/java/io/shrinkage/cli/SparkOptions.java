package io.shrinkage.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where Spark runs. */
final class SparkOptions {
  private static final String MASTER = "spark.master";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Under spark-submit the master is set already, and stays. */
  @Option(names = "--master", paramLabel = "URL", description = "Spark master, such as local[4].")
  void master(String url) {
    String submitted = System.getProperty(MASTER);
    if (submitted == null) {
      System.setProperty(MASTER, url);
    } else if (!submitted.equals(url)) {
      PrintWriter err = command.commandLine().getErr();
      err.println("shrinkage: --master " + url + " gives way to spark-submit's " + submitted);
    }
  }

  /** Under spark-submit they are set already. */
  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark's, such as spark.ui.enabled=true; repeatable.")
  void settings(List<String> assignments) {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1 || !assignment.startsWith("spark.")) {
        throw new ParameterException(
            command.commandLine(),
            "--conf " + assignment + ": expected a setting of Spark's, spark.KEY=VALUE");
      }
      System.setProperty(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
  }
}
