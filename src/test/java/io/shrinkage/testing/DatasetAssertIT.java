package io.shrinkage.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DatasetAssertIT {
  private final SparkSession session;

  DatasetAssertIT(SparkSession session) {
    this.session = session;
  }

  private Dataset<Row> sql(String query) {
    return session.sql(query);
  }

  @Test
  void sameRowsInAnotherOrderAreEqual() {
    DatasetAssert.assertThat(sql("values (2, 'b', double('NaN')), (1, 'a', 0.5D) t(k, s, x)"))
        .hasSameRowsAs(sql("values (1, 'a', 0.5D), (2, 'b', double('NaN')) t(k, s, x)"), "k");
  }

  @Test
  void differenceIsNamedByRowColumnAndBothValues() {
    Dataset<Row> actual = sql("values (1, 0.5D), (2, 1.25D) t(k, x)");
    Dataset<Row> expected = sql("values (1, 0.5D), (2, 1.5D) t(k, x)");

    assertThatThrownBy(() -> DatasetAssert.assertThat(actual).hasSameRowsAs(expected, "k"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("row 1, k = 2", "column 'x'", "1.5", "1.25");
    DatasetAssert.assertThat(actual).within(0.2).hasSameRowsAs(expected, "k");
  }

  @Test
  void missingRowAndOtherTypeFail() {
    Dataset<Row> actual = sql("values (1) t(k)");

    assertThatThrownBy(
            () -> DatasetAssert.assertThat(actual).hasSameRowsAs(sql("values (1), (2) t(k)"), "k"))
        .hasMessageContaining("expected 2 rows but there are 1");
    assertThatThrownBy(
            () -> DatasetAssert.assertThat(actual).hasSameRowsAs(sql("values (1L) t(k)"), "k"))
        .hasMessageContainingAll("k BIGINT", "k INT");
  }

  @Test
  void testsShareOneContextAndHaveTheirOwnViews(SparkSession other) {
    sql("values (1) t(k)").createOrReplaceTempView("mine");

    Assertions.assertThat(other.sparkContext()).isSameAs(session.sparkContext());
    Assertions.assertThat(List.of(other.catalog().tableExists("mine"))).containsOnly(false);
    Assertions.assertThat(session.sparkContext().master()).isEqualTo("local[2]");
    Assertions.assertThat(session.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
  }
}
