package io.shrinkage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ConfigReader;
import io.shrinkage.config.ConfigSources;
import io.shrinkage.features.CategoricalColumn;
import io.shrinkage.features.DataException;
import io.shrinkage.features.NumericColumn;
import io.shrinkage.features.RawColumn;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.testing.SparkExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class RatingsScanIT {
  @TempDir private Path dir;
  private SparkRun spark;

  @BeforeEach
  void open(SparkSession running) {
    assertThat(running.sparkContext().isStopped()).isFalse();
    spark = SparkRun.open("test");
  }

  @AfterEach
  void close() {
    spark.close();
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.writeString(dir.resolve(name), String.join("\n", lines) + "\n");
  }

  private RatingsScan scan(Path path, String... sets) {
    List<String> all = new ArrayList<>();
    all.add(ConfigReader.assignment("input.ratings.path", path.toString()));
    all.addAll(List.of(sets));
    return RatingsScan.of(
        spark.session(),
        ConfigReader.read(ConfigSources.of(all.toArray(String[]::new))),
        TreeAggregation.automatic());
  }

  /** Settings of a table with features and rating, and one numeric feature x. */
  private RatingsScan table(Path path, String... sets) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "input.ratings.columns={ user = \"\", item = \"\", time = \"\", rating = y }",
                "input.ratings.range = []",
                "features = [{ name = x, column = x, kind = numeric }]"));
    all.addAll(List.of(sets));
    return scan(path, all.toArray(String[]::new));
  }

  private Map<String, List<String>> quarantine(RatingsScan scan) {
    String path = dir.resolve("quarantine").toString();
    scan.writeRejected(path);
    Map<String, List<String>> raw = new HashMap<>();
    for (Row row : spark.session().read().parquet(path).collectAsList()) {
      raw.computeIfAbsent(row.getAs("_reason"), reason -> new ArrayList<>()).add(row.getAs("_raw"));
    }
    raw.values().forEach(Collections::sort);
    return raw;
  }

  @Test
  void quarantineWithoutRowsIsATableOfTheSameColumns() throws IOException {
    String path = dir.resolve("empty").toString();
    try (RatingsScan scan = table(write("good.csv", "x,y", "1,2"))) {
      scan.writeRejected(path);
      assertThat(scan.passes()).isEqualTo(1);
    }

    Dataset<Row> rows = spark.session().read().parquet(path);
    assertThat(rows.schema()).isEqualTo(CheckedRatings.REJECTED);
    assertThat(rows.count()).isZero();
  }

  @Test
  void lineOfJsonThatIsNotOneValueIsMalformedAndAnArrayIsItsRecords() throws IOException {
    List<String> bad =
        List.of(
            "not json",
            "{\"y\": \"5\"",
            "{\"y\": \"5\", \"x\": 5} trailing",
            "{\"y\": \"5\", \"x\": 5}{\"y\": \"6\", \"x\": 6}",
            "{\"y\": \"5\", \"x\": 5}, {\"y\": \"6\", \"x\": 6}");
    List<String> lines = new ArrayList<>(List.of("{\"y\": \"1\", \"x\": 1}", "  "));
    lines.addAll(bad);
    lines.add("[{\"x\": 2, \"y\": \"2\"}, {\"y\": \"3.5\", \"x\": 3}]");
    lines.add(" {\"x\": null, \"y\": \"4\", \"more\": {\"a\": [1, 2]}} ");

    try (RatingsScan scan =
        table(
            write("r.json", lines.toArray(String[]::new)),
            "input.ratings.format = json",
            "input.ratings.options = { header = null }")) {
      assertThat(scan.reasons()).containsExactly(entry("malformed", 5L));
      assertThat(scan.accepted()).isEqualTo(4);
      assertThat(scan.read()).isEqualTo(9);
      assertThat(quarantine(scan)).isEqualTo(Map.of("malformed", bad.stream().sorted().toList()));
    }
  }

  private static final String EVERY_REASON_FEATURES =
      "features = [{ name = age, column = age, kind = numeric, missing = reject, range = [0, 120] }]";

  @Test
  void everyReasonHasItsRowsTheirOriginalTextAndTheCountsAddUp() throws IOException {
    Map<String, List<String>> bad = new LinkedHashMap<>();
    bad.put("malformed", List.of("2,10,4.0", "2,10,4.0,100,30,1,extra", "2,11,4,100,30,-1"));
    bad.put("missing_key", List.of(",10,4.0,100,30,1", "2,  ,4.0,100,30,1", "2,11,4.0,,30,1"));
    bad.put("rating_missing", List.of("3,10,,100,30,1", "3,10,  ,100,30,1"));
    bad.put(
        "rating_not_a_number",
        List.of(
            "4,10,abc,100,30,1",
            "4,10,178c,100,30,1",
            "4,10,0x1p2,100,30,1",
            "4,10,3.5f,100,30,1"));
    bad.put(
        "rating_not_finite",
        List.of("5,10,NaN,100,30,1", "5,10,1e999,100,30,1", "5,10,-Infinity,100,30,1"));
    bad.put("rating_out_of_range", List.of("6,10,5.5,100,30,1", "6,10,0,100,30,1"));
    bad.put("unknown_item", List.of("7,99,4.0,100,30,1"));
    bad.put("feature_missing", List.of("8,10,4.0,100,,1"));
    bad.put("feature_unreadable", List.of("8,10,4.0,100,12y,1", "8,10,4.0,100,NaN,1"));
    bad.put("feature_out_of_range", List.of("8,10,4.0,100,121,1"));
    bad.put("duplicate", List.of("1,10,3.0,50,30,1"));
    assertThat(bad.keySet())
        .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::text).toList());
    List<String> lines = new ArrayList<>(List.of("userId,movieId,rating,timestamp,age,w"));
    lines.add("1,10,4.0,100,30,1");
    lines.add("1,11,  5.0 ,100, 31 ,2.5");
    bad.values().forEach(lines::addAll);
    Path movies = write("movies.csv", "movieId,genres", "10,Comedy", "11,Drama");

    try (RatingsScan scan =
        scan(
            write("ratings.csv", lines.toArray(String[]::new)),
            "input.ratings.columns.weight = w",
            "input.ratings.duplicates = latest",
            ConfigReader.assignment("input.movies.path", movies.toString()),
            "input.movies.unknown = quarantine",
            EVERY_REASON_FEATURES)) {
      Map<String, Long> counts = new HashMap<>();
      bad.forEach((reason, rows) -> counts.put(reason, (long) rows.size()));
      assertThat(scan.reasons()).isEqualTo(counts);
      assertThat(scan.accepted()).isEqualTo(2);
      assertThat(scan.read())
          .isEqualTo(lines.size() - 1)
          .isEqualTo(scan.accepted() + scan.rejected());
      assertThat(scan.toleratedRejections()).isEqualTo(2);
      Map<String, List<String>> sorted = new HashMap<>();
      bad.forEach((reason, rows) -> sorted.put(reason, rows.stream().sorted().toList()));
      assertThat(quarantine(scan)).isEqualTo(sorted);
    }
  }

  @Test
  void quarantineKeepsBlanksAndTheQuotesThatMatter() throws IOException {
    Path path =
        write("odd.csv", "x,y,note", "1,2,\"plain, quoted\"", "1, abc ,\"a, b\"", " 3 ,,'n'");

    try (RatingsScan scan = table(path)) {
      assertThat(scan.accepted()).isEqualTo(1);
      assertThat(quarantine(scan))
          .containsOnly(
              entry("rating_not_a_number", List.of("1, abc ,\"a, b\"")),
              entry("rating_missing", List.of(" 3 ,,'n'")));
    }
  }

  @Test
  void emptyAndRepeatedHeaderNamesAreRead() throws IOException {
    Path path = write("unnamed.csv", ",x,a,a,y", "1,2,3,4,5", "2,3,4,5,6");
    Path swapped = Files.createDirectories(dir.resolve("swapped"));
    write("swapped/1.csv", "x,y", "1,2");
    write("swapped/2.csv", "y,x", "1,2");

    try (RatingsScan scan = table(path)) {
      assertThat(scan.accepted()).isEqualTo(2);
    }
    assertThatThrownBy(() -> table(swapped))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("input.ratings: cannot read", "CSV header does not conform");
  }

  @Test
  void featureValuesOfEachKindOfFaultAreCountedAndTheRowStays() throws IOException {
    Path path =
        write(
            "faults.csv", "x,c,y", "1,a,1", ",b,2", "178c,,3", "Inf,c,4", "1e400,c,4", "500,  ,5");

    try (RatingsScan scan =
        table(
            path,
            "features = [{ name = x, column = x, kind = numeric, range = [0, 100] },"
                + " { name = c, column = c, kind = one-hot }]")) {
      assertThat(scan.accepted()).isEqualTo(6);
      try (Records records = scan.records()) {
        assertThat(records.featureValues().get("x")).containsExactly(1, 3, 1);
        assertThat(records.featureValues().get("c")).containsExactly(2, 0, 0);
      }
    }
  }

  @Test
  void ratingsOfAMovieWithTheSameValuesOfTheRowAreOneRow() throws IOException {
    Path ratings =
        write(
            "r.csv",
            "userId,movieId,rating,timestamp,device,age",
            "1,10,4,1,tv,30",
            "2,10,5,2,tv,30.0",
            "3,10,4,3,tv,3x",
            "3,11,4,3,,30",
            "4,b c,3,4,pc,130",
            "4,b c,3,4, pc ,",
            "4,9,none,4,pc,30");
    Path movies = write("m.csv", "movieId,genre", "10,Drama", "b c,Comedy");
    String features =
        "features = [{ name = age, column = age, kind = numeric, range = [0, 120] },"
            + " { name = genre, column = genre, kind = one-hot },"
            + " { name = device, column = device, kind = one-hot }]";
    String[] sets = {
      ConfigReader.assignment("input.movies.path", movies.toString()), features, "split.unit = item"
    };

    try (RatingsScan scan = scan(ratings, sets)) {
      assertThat(scan.isCompressed()).isTrue();
      assertThat(scan.accepted()).isEqualTo(6);
      assertThat(scan.reasons()).containsOnly(entry("rating_not_a_number", 1L));
      try (Records records = scan.records()) {
        assertThat(records.rows()).isEqualTo(4);
        assertThat(records.movies()).isEqualTo(3);
        assertThat(records.featureValues().get("age")).containsExactly(1, 1, 1);
        assertThat(records.featureValues().get("device")).containsExactly(1, 0, 0);
        assertThat(rows(records))
            .containsExactlyInAnyOrder(
                "10 30.0 Drama tv 2", "10 - Drama tv 1", "11 30.0 - - 1", "b c - Comedy pc 2");
      }
    }
    try (RatingsScan scan =
        scan(ratings, sets[0], sets[2], features.replace("range", "missing = reject, range"))) {
      assertThat(scan.isCompressed()).isTrue();
      assertThat(scan.reasons())
          .containsOnly(
              entry("rating_not_a_number", 1L),
              entry("feature_missing", 1L),
              entry("feature_unreadable", 1L),
              entry("feature_out_of_range", 1L));
      assertThat(scan.accepted()).isEqualTo(3);
    }
  }

  /** Item, values of the three features, and the number of ratings of each row. */
  private static List<String> rows(Records records) {
    List<String> rows = new ArrayList<>();
    for (RecordBlock block : records.blocks().collect()) {
      for (int row = 0; row < block.rows(); row++) {
        StringBuilder text = new StringBuilder(records.itemKey(block.item(row)));
        for (int i = 0; i < block.features(); i++) {
          RawColumn column = block.column(i);
          int at = block.features(row);
          Object value = "-";
          if (!column.isMissing(at)) {
            value =
                column instanceof CategoricalColumn texts
                    ? texts.text(texts.code(at))
                    : (Object) ((NumericColumn) column).value(at);
          }
          text.append(' ').append(value);
        }
        rows.add(text.append(' ').append(block.ratings().count(row)).toString());
      }
    }
    return rows;
  }

  @Test
  void duplicatesFollowThePolicy() throws IOException {
    Path path =
        write(
            "twice.csv",
            "userId,movieId,rating,timestamp,x",
            "1,10,1.0,100,0",
            "1,10,2.0,300,0",
            "1,10,3.0,200,0",
            "01,10.0,4.0,50,0",
            "2,10,5.0,100,0",
            "2,10,oops,400,0");
    String feature = "features = [{ name = x, column = x, kind = numeric }]";

    try (RatingsScan keep = scan(path, feature)) {
      assertThat(keep.reasons()).containsOnly(entry("rating_not_a_number", 1L));
      assertThat(keep.accepted()).isEqualTo(5);
    }
    try (RatingsScan latest = scan(path, feature, "input.ratings.duplicates = latest")) {
      assertThat(latest.reasons())
          .containsOnly(entry("rating_not_a_number", 1L), entry("duplicate", 3L));
      assertThat(quarantine(latest).get("duplicate"))
          .containsExactlyInAnyOrder("1,10,1.0,100,0", "1,10,3.0,200,0", "01,10.0,4.0,50,0");
      assertThat(latest.toleratedRejections()).isEqualTo(3);
    }
    try (RatingsScan error = scan(path, feature, "input.ratings.duplicates = error")) {
      assertThat(error.refusesDuplicates()).isTrue();
      assertThat(error.toleratedRejections()).isZero();
      assertThat(error.reasons()).containsEntry("duplicate", 3L);
    }
  }

  @Test
  void ratingOfAnUnknownMovieCountsWithoutFeaturesOrIsSetAside() throws IOException {
    Path ratings =
        write("r.csv", "userId,movieId,rating,timestamp", "1,10,4,1", "1,77,3,1", "2,10,5,1");
    String[] sets = {
      ConfigReader.assignment(
          "input.movies.path", write("m.csv", "movieId,genre", "10,Drama").toString()),
      "features = [{ name = genre, column = genre, kind = one-hot }]"
    };

    try (RatingsScan missing = scan(ratings, sets)) {
      assertThat(missing.accepted()).isEqualTo(3);
      assertThat(missing.reasons()).isEmpty();
    }
    try (RatingsScan quarantine =
        scan(ratings, sets[0], sets[1], "input.movies.unknown = quarantine")) {
      assertThat(quarantine.accepted()).isEqualTo(2);
      assertThat(quarantine.reasons()).containsOnly(entry("unknown_item", 1L));
      assertThat(quarantine.toleratedRejections()).isEqualTo(1);
    }
  }

  @Test
  void movieWithoutItsFeatureRejectsItsRatingsWhereThatIsAsked() throws IOException {
    Path ratings =
        write(
            "r.csv",
            "userId,movieId,rating,timestamp",
            "1,10,4,1",
            "1,11,3,1",
            "2,12,5,1",
            "2,13,5,1");
    Path movies = write("m.csv", "movieId,year", "10,1999", "11,", "12,19x9");

    try (RatingsScan scan =
        scan(
            ratings,
            ConfigReader.assignment("input.movies.path", movies.toString()),
            "features = [{ name = year, column = year, kind = numeric, missing = reject }]")) {
      assertThat(scan.reasons())
          .containsOnly(entry("feature_missing", 2L), entry("feature_unreadable", 1L));
      assertThat(scan.accepted()).isEqualTo(1);
    }
  }

  @Test
  void conditionLetsThroughItsRowsOnlyAndTheOthersAreNotRead() throws IOException {
    Path path =
        write(
            "w.csv",
            "userId,movieId,rating,timestamp,x",
            "42,1,4,1,1",
            "42,2,bad,1,1",
            "7,1,5,1,1");

    try (RatingsScan scan =
        scan(
            path,
            "input.ratings.where = \"userId = 42\"",
            "features = [{ name = x, column = x, kind = numeric }]")) {
      assertThat(scan.read()).isEqualTo(2);
      assertThat(scan.accepted()).isEqualTo(1);
    }
  }

  @Test
  void oddDialectIsReadAsItsOptionsSay() throws IOException {
    Path path = dir.resolve("odd.csv");
    Files.write(
        path,
        "the rating;movie.id;'a ; b'\r\n'3,5';1;café\r\n4.5;2;'x;y'\r\n\r\n"
            .getBytes(Charset.forName("ISO-8859-1")));

    try (RatingsScan scan =
        table(
            path,
            "input.ratings.options={ sep = \";\", quote = \"'\", encoding = ISO-8859-1 }",
            "input.ratings.columns={ rating = \"the rating\" }",
            "features = [{ name = id, column = movie.id, kind = numeric },"
                + " { name = text, column = \"a ; b\", kind = one-hot }]")) {
      assertThat(scan.read()).isEqualTo(2);
      assertThat(scan.reasons()).containsOnly(entry("rating_not_a_number", 1L));
      assertThat(quarantine(scan).get("rating_not_a_number")).containsExactly("3,5;1;café");
    }
  }

  @Test
  void headerNamesWithBlanksAndDotsAndQuotedCommasAreTakenAsTheyAre() throws IOException {
    Path path = write("names.csv", "a.b,my rating,\"x, y\"", "1,2.5,\"p, q\"", "2,3.5,\"r\"");

    try (RatingsScan scan =
        table(
            path,
            "input.ratings.columns={ rating = \"my rating\" }",
            "features = [{ name = n, column = a.b, kind = numeric },"
                + " { name = t, column = \"x, y\", kind = one-hot }]")) {
      assertThat(scan.accepted()).isEqualTo(2);
    }
  }

  @Test
  void gzippedFileIsReadAsItIs() throws IOException {
    Path path = dir.resolve("t.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("x,y\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    }

    try (RatingsScan scan = table(path)) {
      assertThat(scan.accepted()).isEqualTo(2);
    }
  }

  @Test
  void jsonLinesCountEachReasonToo() throws IOException {
    Path path =
        write(
            "r.json",
            "{\"x\": 1, \"y\": 2.5}",
            "{\"x\": \"2\", \"y\": \"3\"}",
            "{\"x\": 1, \"y\": \"NaN\"}",
            "{\"x\": 1, \"y\": null}",
            "{\"x\": 1}",
            "{\"x\": 1, \"y\": true}",
            "{\"x\": 1, \"y\": ");

    try (RatingsScan scan = table(path, "input.ratings={ format = json }")) {
      assertThat(scan.reasons())
          .containsOnly(
              entry("rating_not_finite", 1L),
              entry("rating_missing", 2L),
              entry("rating_not_a_number", 1L),
              entry("malformed", 1L));
      assertThat(scan.accepted()).isEqualTo(2);
      assertThat(quarantine(scan).get("malformed")).containsExactly("{\"x\": 1, \"y\": ");
    }
  }

  @Test
  void typedColumnsOfParquetAndOrcAreCheckedLikeText() {
    for (String format : List.of("parquet", "orc")) {
      Path path = dir.resolve("t." + format);
      spark
          .session()
          .sql(
              "values (1, 2.5D), (2, double('NaN')), (3, double('Infinity')), (4, null),"
                  + " (null, 9D) t(x, y)")
          .coalesce(1)
          .write()
          .format(format)
          .save(path.toString());

      try (RatingsScan scan =
          table(path, "input.ratings={ format = " + format + ", range = [0, 5] }")) {
        assertThat(scan.reasons())
            .as(format)
            .containsOnly(
                entry("rating_not_finite", 2L),
                entry("rating_missing", 1L),
                entry("rating_out_of_range", 1L));
        assertThat(scan.read()).isEqualTo(5);
      }
    }
  }

  @Test
  void realMessIsCountedRowByRow() throws IOException {
    Path data = Path.of(System.getProperty("shrinkage.data", "")).resolve("dirty");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(data), "no data at " + data);

    try (RatingsScan scan =
        table(
            data.resolve("messy_IMDB_dataset.csv"),
            "input.ratings.options={ sep = \";\", encoding = ISO-8859-1 }",
            "input.ratings.columns={ rating = Score }",
            "features = [{ name = runtime, column = Duration, kind = numeric, range = [1, 600] }]")) {
      assertThat(scan.read()).isEqualTo(101);
      assertThat(scan.accepted() + scan.rejected()).isEqualTo(101);
      assertThat(scan.reasons()).containsKey("rating_not_a_number");
      try (Records records = scan.records()) {
        assertThat(Arrays.stream(records.featureValues().get("runtime")).sum()).isPositive();
      }
    }
  }

  @Test
  void absentColumnsAreAllNamedTogetherWithThoseThatAre() throws IOException {
    Path path = write("c.csv", "user,movie,rating", "1,1,4");

    assertThatThrownBy(() -> scan(path, "features = [{ name = x, column = x, kind = numeric }]"))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("user = 'userId'", "item = 'movieId'", "[user, movie, rating]");
    assertThatThrownBy(() -> table(path, "input.ratings.columns={ rating = rating }"))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("feature 'x'", "no table has the column 'x'");
  }

  @Test
  void columnOfBothTablesIsAmbiguousUntilOneIsNamed() throws IOException {
    Path ratings = write("r.csv", "userId,movieId,rating,timestamp,year", "1,10,4,1,1999");
    String[] sets = {
      ConfigReader.assignment(
          "input.movies.path", write("m.csv", "movieId,year", "10,1998").toString()),
      "features = [{ name = year, column = year, kind = numeric }]"
    };

    assertThatThrownBy(() -> scan(ratings, sets))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("features[year].column", "from = movies or from = ratings");
    for (String from : List.of("movies", "ratings")) {
      try (RatingsScan scan =
          scan(
              ratings,
              sets[0],
              "features = [{ name = year, column = year, kind = numeric, from = " + from + " }]")) {
        assertThat(scan.accepted()).isEqualTo(1);
      }
    }
  }

  @Test
  void wrongSqlIsASettingThatIsWrong() throws IOException {
    Path path = write("s.csv", "x,y", "1,2");

    assertThatThrownBy(() -> table(path, "input.ratings.where = \"x = = 1\""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("input.ratings.where");
    assertThatThrownBy(() -> table(path, "input.ratings.where = \"nosuch > 1\""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("input.ratings.where", "nosuch");
    assertThatThrownBy(() -> table(path, "input.ratings.where = \"x\""))
        .as("a condition must be a truth value")
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("input.ratings.where");
  }
}
