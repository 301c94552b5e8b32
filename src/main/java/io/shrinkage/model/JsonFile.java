package io.shrinkage.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.features.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** How every JSON file of a run is read and written: bounded, strict, and with stable bytes. */
final class JsonFile {
  private static final ObjectMapper MAPPER = mapper();

  private JsonFile() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Writes {@code root} as UTF-8 with Unix line ends and leaves the stream open. */
  static void write(ObjectNode root, OutputStream out) throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    MAPPER.writer(printer).writeValue(out, root);
    out.write("\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** An object on one line, without the line's end. */
  static String line(ObjectNode node) {
    return node.toString();
  }

  /** Reads one object; {@code file} is the name that messages use. */
  static JsonPart read(InputStream in, String file) throws IOException {
    JsonNode root;
    try {
      root = MAPPER.readTree(BoundedInput.of(in, file));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new DataException(
          file + " is not valid JSON" + where + ": " + e.getOriginalMessage(), e);
    }

    if (!(root instanceof ObjectNode object)) {
      throw new DataException(file + " is empty or not a JSON object");
    }
    return new JsonPart(file, "", object);
  }

  private static ObjectMapper mapper() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(100)
            .maxStringLength(1 << 22)
            .maxNameLength(1 << 17)
            .maxNumberLength(400)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(bounds)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return new ObjectMapper(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        // The streams are the caller's to close.
        .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)
        .configure(JsonParser.Feature.AUTO_CLOSE_SOURCE, false);
  }
}
