package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.features.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A lease as the lock file of an output directory holds it. */
public final class LeaseJson {
  private LeaseJson() {}

  /** Writes a lease and leaves the stream open. */
  public static void write(Lease lease, OutputStream out) throws IOException {
    ObjectNode root = JsonFile.object();
    root.put("id", lease.id());
    root.put("run_id", lease.runId());
    root.put("host", lease.host());
    root.put("pid", lease.pid());
    root.put("process_started", lease.started().map(Instant::toString).orElse(null));
    root.put("user", lease.user());
    root.put("acquired", lease.acquired().toString());
    root.put("expires", lease.expires().toString());
    JsonFile.write(root, out);
  }

  /**
   * Reads a lease.
   *
   * @throws DataException if it is none; the message says what is wrong
   */
  public static Lease read(InputStream in, String file) throws IOException {
    JsonPart part = JsonFile.read(in, file);
    return new Lease(
        part.text("id"),
        part.text("run_id"),
        part.text("host"),
        part.whole("pid"),
        Optional.ofNullable(part.textOrNull("process_started"))
            .map(text -> instant(part, "process_started", text)),
        part.text("user"),
        instant(part, "acquired", part.text("acquired")),
        instant(part, "expires", part.text("expires")));
  }

  private static Instant instant(JsonPart part, String key, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw part.wrong(key, "a time such as 2024-01-31T12:00:00Z", text);
    }
  }
}
