package io.shrinkage.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files each day had when it was last looked at, and what was in them.
 *
 * @param days by date
 */
public record DayIndex(Map<LocalDate, Entry> days) {
  private static final int VERSION = 2;

  /** Takes a copy. */
  public DayIndex {
    days = Map.copyOf(days);
  }

  /**
   * One day.
   *
   * @param table the name of its table in the store, which follows from content and settings
   * @param without the {@link Tombstones#fingerprint} of users whom the table is known not to hold
   */
  public record Entry(String table, List<StoredFile> files, String without) {
    /** Takes a copy. */
    public Entry {
      files = List.copyOf(files);
    }
  }

  /**
   * A file of a day.
   *
   * @param name its path below the day's directory
   * @param length in bytes
   * @param modified when its content was last written, as its file system says and anybody may set
   * @param changed when anything about it last changed, which nobody can set; 0 where it is not
   *     known
   * @param content a hash of its bytes
   */
  public record StoredFile(String name, long length, long modified, long changed, String content) {}

  /** An index without days. */
  public static DayIndex empty() {
    return new DayIndex(Map.of());
  }

  /** Writes the index as UTF-8; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    ObjectNode root = JsonFile.object();
    root.put("format_version", VERSION);
    ArrayNode list = root.putArray("days");
    new TreeMap<>(days)
        .forEach(
            (date, entry) -> {
              ObjectNode day = list.addObject();
              day.put("date", date.toString());
              day.put("table", entry.table());
              day.put("without", entry.without());
              ArrayNode files = day.putArray("files");
              for (StoredFile file : entry.files()) {
                ObjectNode node = files.addObject();
                node.put("name", file.name());
                node.put("length", file.length());
                node.put("modified", file.modified());
                node.put("changed", file.changed());
                node.put("content", file.content());
              }
            });
    JsonFile.write(root, out);
  }

  /**
   * Reads an index.
   *
   * @throws io.shrinkage.features.DataException if it is none; the message says what is wrong
   */
  public static DayIndex read(InputStream in, String file) throws IOException {
    JsonPart root = JsonFile.read(in, file);
    if (root.integer("format_version") != VERSION) {
      throw root.wrong("format_version", Integer.toString(VERSION), root.integer("format_version"));
    }
    Map<LocalDate, Entry> days = new TreeMap<>();
    for (JsonPart day : root.parts("days", part -> part)) {
      days.put(date(day), new Entry(day.text("table"), files(day), day.text("without")));
    }
    return new DayIndex(days);
  }

  private static LocalDate date(JsonPart day) {
    try {
      return LocalDate.parse(day.text("date"));
    } catch (DateTimeParseException e) {
      throw day.wrong("date", "a date such as 2024-01-31", day.text("date"));
    }
  }

  private static List<StoredFile> files(JsonPart day) {
    return new ArrayList<>(
        day.parts(
            "files",
            part ->
                new StoredFile(
                    part.text("name"),
                    part.whole("length"),
                    part.whole("modified"),
                    part.whole("changed"),
                    part.text("content"))));
  }
}
