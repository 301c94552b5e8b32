package io.shrinkage.bench;

import io.shrinkage.job.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.package$;

/** Where and with what a suite ran. */
final class Machine {
  private Machine() {}

  static void describe(Figures figures) {
    figures
        .put("machine", text())
        .put("load_average", field(Path.of("/proc/loadavg"), "").map(Machine::word).orElse(null))
        .put("java", System.getProperty("java.version"))
        .put("spark", package$.MODULE$.SPARK_VERSION())
        .put("shrinkage", Release.version());
  }

  private static String text() {
    String model =
        field(Path.of("/proc/cpuinfo"), "model name")
            .orElse(System.getProperty("os.arch"))
            .replaceAll("\\s+", " ");
    long gigabytes = kilobytes(Path.of("/proc/meminfo"), "MemTotal").orElse(0L) >> 20;
    return Runtime.getRuntime().availableProcessors() + " x " + model + ", " + gigabytes + " GiB";
  }

  /** The most memory that this process ever had resident, in MB; null where /proc is not. */
  static Double peakResidentMegabytes() {
    return kilobytes(Path.of("/proc/self/status"), "VmHWM").map(kb -> kb / 1024.0).orElse(null);
  }

  private static Optional<Long> kilobytes(Path file, String name) {
    return field(file, name).map(text -> Long.parseLong(word(text)));
  }

  private static String word(String text) {
    return text.split(" ", 2)[0];
  }

  /** What follows a name and a colon; of no name, the first line. */
  private static Optional<String> field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> name.isEmpty() ? line : line.substring(line.indexOf(':') + 1).strip());
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
