package io.shrinkage.model;

import io.shrinkage.features.FeatureGroup;
import io.shrinkage.features.FeatureSpec;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A model's fingerprint: SHA-256 over canonical bytes of its feature space, imputation, λ, ρ,
 * coefficients and intercept.
 *
 * <p>Times, paths, partitions, versions and training counts are no part of it. The bytes are laid
 * down in {@code docs/model-format.md}; a change of theirs is a new format name in their first
 * field.
 */
final class ModelHash {
  static final String FORMAT = "shrinkage-linear-model-hash-1";

  private ModelHash() {}

  /** The fingerprint as 64 hexadecimal digits in lower case. */
  static String of(LinearModel model) {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
      write(model, out);
    } catch (IOException e) {
      throw new UncheckedIOException("A digest has no device that could fail", e);
    }

    return HexFormat.of().formatHex(sha256.digest());
  }

  /** The canonical bytes themselves. */
  static void write(LinearModel model, DataOutputStream out) throws IOException {
    text(FORMAT, out);
    out.writeInt(model.space().features());
    for (FeatureGroup group : model.space().groups()) {
      group(group, out);
    }

    real(model.fit().lambda(), out);
    real(model.fit().l1Ratio(), out);
    out.writeInt(model.dimension());
    for (int j = 0; j < model.dimension(); j++) {
      real(model.coefficient(j), out);
    }

    real(model.intercept(), out);
  }

  private static void group(FeatureGroup group, DataOutputStream out) throws IOException {
    FeatureSpec spec = group.spec();
    text(spec.name(), out);
    text(spec.column(), out);
    text(spec.kind().text(), out);
    text(spec.separator(), out);
    out.writeInt(spec.minCount());
    text(spec.missing().text(), out);
    real(spec.lowest(), out);
    real(spec.highest(), out);
    text(spec.from().text(), out);
    text(spec.unseen().text(), out);
    real(spec.penaltyFactor(), out);
    real(group.origin(), out);
    texts(group.levels(), out);
    texts(group.pooled(), out);
  }

  private static void texts(List<String> values, DataOutputStream out) throws IOException {
    out.writeInt(values.size());
    for (String value : values) {
      text(value, out);
    }
  }

  private static void text(String value, DataOutputStream out) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void real(double value, DataOutputStream out) throws IOException {
    // -0.0 and 0.0 predict alike; adding 0.0 makes them one.
    out.writeLong(Double.doubleToLongBits(value + 0.0));
  }
}
