package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shrinkage.spark.LineEstimate.TextFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineEstimateTest {
  @TempDir private static Path dir;

  private static final Configuration HADOOP = new Configuration();

  private static TextFile file(String name, String text) throws IOException {
    Path path = dir.resolve(name);
    try (OutputStream file = Files.newOutputStream(path);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new TextFile(new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path));
  }

  /** Lines whose length grows from 6 to 11 bytes. */
  private static String numbers(int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("row,").append(i).append('\n');
    }
    return text.toString();
  }

  @Test
  void filesThatAreReadInFullAreCounted() throws IOException {
    List<TextFile> files =
        List.of(
            file("a.csv", "x,y\r\n1,2\r\n\r\n3,4"),
            file("b.csv", "x,y\r1,2\r"),
            file("empty.csv", ""),
            file("c.csv.gz", "x,y\n1,2\n  \n"));

    LineEstimate lines = LineEstimate.of(HADOOP, files);

    assertThat(lines.exact()).isTrue();
    assertThat(lines.lines()).isEqualTo(3 + 2 + 2);
    assertThat(SourceRows.ofLines(lines, 3).rows()).isEqualTo(4);
  }

  @Test
  void piecesOfLargeFilesGiveTheMeanLength() throws IOException {
    List<TextFile> files =
        List.of(file("large.csv", numbers(100_000)), file("larger.csv", numbers(200_000)));

    LineEstimate lines = LineEstimate.of(HADOOP, files, 32, 4096);

    assertThat(lines.exact()).isFalse();
    assertThat(lines.readBytes()).isBetween(1L, 32L * 4096);
    assertThat((double) lines.lines()).isCloseTo(300_000, within(3_000.0));
  }

  @Test
  void compressedFilesAreReadFromTheirBeginning() throws IOException {
    // Few kB compressed hold many lines, so that what is read goes far beyond a piece's share.
    TextFile large = file("large.csv.gz", numbers(1_000_000));

    LineEstimate lines = LineEstimate.of(HADOOP, List.of(large), 32, 1 << 15);

    assertThat(lines.exact()).isFalse();
    assertThat((double) lines.lines()).isCloseTo(1_000_000, within(150_000.0));
  }

  @Test
  void theEstimateIsBytesByMeanLength() {
    // 10 lines in 200 bytes are 20 bytes a line.
    assertThat(LineEstimate.estimate(5000, 200, 10).lines()).isEqualTo(250);
    assertThat(LineEstimate.estimate(5000, 0, 0).lines()).isZero();
  }

  @Test
  void piecesLieEvenly() {
    assertThat(LineEstimate.starts(100, 4)).containsExactly(12L, 37L, 62L, 87L);
    assertThat(RatingsSample.places(3)).containsExactly(0, 1, 2);
    assertThat(RatingsSample.places(1600)).hasSize(16).contains(0, 100, 1500);
    assertThat(RatingsSample.places(0)).isEmpty();
  }

  @Test
  void recordsThatSpanLinesAreNoLines() {
    assertThat(SourceRows.recordsAreLines(Map.of("header", "true", "multiLine", "false"))).isTrue();
    assertThat(SourceRows.recordsAreLines(Map.of("MULTILINE", "true"))).isFalse();
    assertThat(SourceRows.recordsAreLines(Map.of("lineSep", ";"))).isFalse();
  }
}
