package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunRecord.Data;
import io.shrinkage.model.RunRecord.FeatureValues;
import io.shrinkage.model.RunRecord.Features;
import io.shrinkage.model.RunRecord.Group;
import io.shrinkage.model.RunRecord.Versions;

/** What ran and what was read: {@code versions}, {@code data} and {@code features}. */
final class DataJson {
  private DataJson() {}

  static void versions(ObjectNode node, Versions versions) {
    node.put("java", versions.java());
    node.put("spark", versions.spark());
    node.put("shrinkage", versions.shrinkage());
  }

  static Versions versions(JsonPart part) {
    return new Versions(
        part.textOrNull("java"), part.textOrNull("spark"), part.textOrNull("shrinkage"));
  }

  static void data(ObjectNode node, Data data) {
    node.put("read", data.read());
    node.put("accepted", data.accepted());
    node.put("quarantined", data.quarantined());
    node.put("forgotten", data.forgotten());
    PlainJson.put(node, "reasons", data.reasons());
    node.put("compressed_rows", data.compressedRows());
    node.put("partitions", data.partitions());
    node.put("users", data.users());
    node.put("movies", data.movies());
    node.put("passes", data.passes());
    NodeWriter.real(node, "test_share", data.testShare());
    node.put("where", data.where());
    ObjectNode values = node.putObject("feature_values");
    data.featureValues().forEach((name, counts) -> featureValues(values.putObject(name), counts));
  }

  static Data data(JsonPart part) {
    return new Data(
        part.wholeOrNull("read"),
        part.wholeOrNull("accepted"),
        part.wholeOrNull("quarantined"),
        part.wholeOrNull("forgotten"),
        part.wholeMap("reasons"),
        part.wholeOrNull("compressed_rows"),
        part.integerOrNull("partitions"),
        part.wholeOrNull("users"),
        part.wholeOrNull("movies"),
        part.wholeOrNull("passes"),
        part.realOrNull("test_share"),
        part.textOrNull("where"),
        part.partMap("feature_values", (map, name) -> featureValues(map.part(name))));
  }

  private static void featureValues(ObjectNode node, FeatureValues values) {
    node.put("missing", values.missing());
    node.put("unreadable", values.unreadable());
    node.put("out_of_range", values.outOfRange());
  }

  private static FeatureValues featureValues(JsonPart part) {
    return new FeatureValues(
        part.whole("missing"), part.whole("unreadable"), part.whole("out_of_range"));
  }

  static void features(ObjectNode node, Features features) {
    node.put("columns", features.columns());
    NodeWriter.list(node, "groups", features.groups(), DataJson::group);
  }

  static Features features(JsonPart part) {
    return new Features(part.integer("columns"), part.parts("groups", DataJson::group));
  }

  private static void group(ObjectNode node, Group group) {
    node.put("name", group.name());
    node.put("kind", group.kind());
    node.put("columns", group.columns());
    node.put("nonzero", group.nonzero());
    node.put("kept", group.kept());
  }

  private static Group group(JsonPart part) {
    return new Group(
        part.text("name"),
        part.text("kind"),
        part.integer("columns"),
        part.integer("nonzero"),
        part.flag("kept"));
  }
}
