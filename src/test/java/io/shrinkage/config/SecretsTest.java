package io.shrinkage.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:postgresql://ann:hunter2@db:5432/x      | jdbc:postgresql://ann:(redacted)@db:5432/x
          cannot read s3a://ID:hun+ter2=@bucket/a: no  | cannot read s3a://ID:(redacted)@bucket/a: no
          jdbc:mysql://db/x?user=a&password=hunter2&c=d | jdbc:mysql://db/x?user=a&password=(redacted)&c=d
          jdbc:sqlserver://db;user=a;Password=hunter2;x=y | jdbc:sqlserver://db;user=a;Password=(redacted);x=y
          jdbc:oracle:thin:scott/hunter2@db:1521/x     | jdbc:oracle:thin:scott/(redacted)@db:1521/x
          (https://a/b?sv=1&sig=hunter2%3D)            | (https://a/b?sv=1&sig=(redacted))
          https://a/b?access_token=hunter2             | https://a/b?access_token=(redacted)
          """)
  void passwordsOfUrlsAreTakenOut(String text, String shown) {
    assertThat(Secrets.scrub(text)).isEqualTo(shown);
    assertThat(Secrets.scrub(shown)).as("once is enough").isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://namenode:9000/data/a@b.csv",
        "abfss://container@account.dfs.core.windows.net/x",
        "/data/tokens/ratings.csv",
        "feature 'token' has the level 'a=b'",
        "input.ratings.options.password: was redacted",
      })
  void otherTextStaysAsItIs(String text) {
    assertThat(Secrets.scrub(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '--sett', 'input.ratings.options.password=hunter2' | '--sett', 'input.ratings.options.password=(redacted)'
          { user = a, password = hunter2 }      | { user = a, password = (redacted) }
          {"secretKey":"hunter2","url":"x"}     | {"secretKey":(redacted),"url":"x"}
          fs.azure.account.key.x: hunter2       | fs.azure.account.key.x: (redacted)
          """)
  void assignmentsOfSecretsAreTakenOut(String text, String shown) {
    assertThat(Secrets.scrubAssignments(text)).isEqualTo(shown);
  }

  @Test
  void valueOfASecretKeyIsNeverShown() {
    assertThat(Secrets.redact("fs.s3a.secret.key", "hunter2")).isEqualTo("(redacted)");
    assertThat(Secrets.redact("header", "true")).isEqualTo("true");
  }
}
