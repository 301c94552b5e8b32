package io.shrinkage.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ModelHashTest {
  // Computed from docs/model-format.md by a program in another language (Python: struct, hashlib).
  private static final String GOLDEN =
      "f4694ae09d6c80439cd72d8ee94a8459304b04538e72df6929b8ccc3ea53d2fb";

  @Test
  void hashFollowsTheWrittenFormat() {
    assertThat(SampleModel.model().hash()).isEqualTo(GOLDEN);
  }

  @Test
  void canonicalBytesHaveTheirWrittenLength() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelHash.write(SampleModel.model(), new DataOutputStream(bytes));
    assertThat(bytes.size()).isEqualTo(318);
  }

  @Test
  void negativeZeroHashesAsZero() {
    assertThat(SampleModel.model(0.5, 0.0, -0.125).hash()).isEqualTo(GOLDEN);
  }

  @Test
  void lastBitOfACoefficientChangesTheHash() {
    assertThat(SampleModel.model(Math.nextUp(0.5), 0, -0.125).hash()).isNotEqualTo(GOLDEN);
  }
}
