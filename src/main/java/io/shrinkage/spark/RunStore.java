package io.shrinkage.spark;

import io.shrinkage.model.RunIds;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Where runs are published: {@code <out>/runs/<run-id>/} and the pointer {@code <out>/CHAMPION}.
 *
 * <p>A run is written under {@code <out>/.staging/<run-id>/run} and moved into place when it is
 * whole. Where the file system renames a directory in one step (local, HDFS), that is the
 * publishing; elsewhere {@code run.json} is moved last, and a run without it is none. The pointer
 * is replaced in one step, after the run is in place.
 */
public final class RunStore {
  /** The record of a run; what has none is no run. */
  public static final String RECORD = "run.json";

  private static final String CHAMPION = "CHAMPION";
  private static final String HISTORY = "HISTORY";
  private static final int MOST_HISTORY = 1 << 24;
  private static final String STAGING = ".staging";
  private static final String PUBLISHED = "run";
  private static final String CHECKPOINTS = "checkpoint";
  private static final Set<String> REPLACED = Set.of(CHAMPION, HISTORY, Forgotten.FILE);
  private static final Set<String> RENAMES_AT_ONCE = Set.of("file", "hdfs");

  private final Configuration hadoop;
  private final Path root;
  private final FileSystem files;

  /** Opens an output directory, which need not exist. */
  public RunStore(Configuration hadoop, String directory) throws IOException {
    this.hadoop = hadoop;
    this.files = new Path(directory).getFileSystem(hadoop);
    this.root = files.makeQualified(new Path(directory));
    if (files instanceof LocalFileSystem) {
      files.setWriteChecksum(false); // no .crc file beside each file that people look at
    }
  }

  /** Where a run is, or would be, published. */
  public Path run(String runId) {
    return new Path(new Path(root, "runs"), runId);
  }

  /** The path of a run as people write it. */
  public String display(String runId) {
    return displayed(run(runId));
  }

  private static String displayed(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  /**
   * Takes the lock of the output directory for a run.
   *
   * @param told hears of a lock that was taken over, and of one that was lost
   * @throws LockHeldException if another run holds it
   * @throws IOException if the output directory cannot be written
   */
  public RunLock lock(String runId, Clock clock, Consumer<String> told) throws IOException {
    return lock(runId, clock, RunLock.TERM, told);
  }

  RunLock lock(String runId, Clock clock, Duration term, Consumer<String> told) throws IOException {
    LeaseFiles leases = new LeaseFiles(hadoop, files, root, term);
    return RunLock.acquire(leases, displayed(root), runId, clock, term, told);
  }

  /**
   * Makes the place in which a run is prepared.
   *
   * @throws IOException if the output directory cannot be written
   */
  public Staging stage(String runId) throws IOException {
    Path staging = new Path(new Path(root, STAGING), runId);
    if (!files.mkdirs(new Path(staging, PUBLISHED))) {
      throw new IOException("cannot create " + staging);
    }
    return new Staging(runId, staging);
  }

  /** The runs that were prepared and neither published nor removed, the newest first. */
  public List<String> unfinished() throws IOException {
    Path staging = new Path(root, STAGING);
    List<String> runs = new ArrayList<>();
    if (files.exists(staging)) {
      for (FileStatus child : files.listStatus(staging)) {
        runs.add(child.getPath().getName());
      }
    }
    runs.sort(Comparator.reverseOrder());
    return runs;
  }

  /**
   * Removes what runs that did not end left behind; only for who holds the lock.
   *
   * @param keep tells the runs that may yet be continued
   * @return the runs whose preparations were removed
   */
  public List<String> removeLeftovers(Predicate<String> keep) throws IOException {
    List<String> removed = new ArrayList<>();
    for (String runId : unfinished()) {
      if (!keep.test(runId)) {
        files.delete(new Path(new Path(root, STAGING), runId), true);
        removed.add(runId);
      }
    }
    for (FileStatus child : files.listStatus(root)) {
      String name = child.getPath().getName();
      if (REPLACED.stream().anyMatch(file -> name.startsWith("." + file + "-"))) {
        files.delete(child.getPath(), false);
      }
    }
    return removed;
  }

  /**
   * The run that {@code CHAMPION} names, if any.
   *
   * @throws IOException if it cannot be read, or what it names cannot be a run's id
   */
  public Optional<String> champion() throws IOException {
    Path pointer = new Path(root, CHAMPION);
    if (!files.exists(pointer)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(pointer)) {
      String id = new String(in.readNBytes(1 << 10), StandardCharsets.UTF_8).strip();
      if (!RunIds.isValid(id)) {
        throw new IOException(pointer + " names '" + id + "', which is no run id: " + RunIds.WORDS);
      }
      return Optional.of(id);
    }
  }

  /** Points {@code CHAMPION} to a published run, in one step, once {@code HISTORY} knows of it. */
  public void crown(String runId, Instant now) throws IOException {
    List<String> history = new ArrayList<>(history());
    history.add(now + " " + runId);
    replace(
        hadoop,
        root.toString(),
        HISTORY,
        out -> out.write((String.join("\n", history) + "\n").getBytes(StandardCharsets.UTF_8)));
    replace(
        hadoop,
        root.toString(),
        CHAMPION,
        out -> out.write((runId + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** A line for each time that a run became the champion: when, and which. */
  private List<String> history() throws IOException {
    Path path = new Path(root, HISTORY);
    if (!files.exists(path)) {
      return List.of();
    }
    try (InputStream in = files.open(path)) {
      return new String(in.readNBytes(MOST_HISTORY), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    }
  }

  /** The runs that were champions, the latest first, as far as they are still there. */
  private List<String> champions() throws IOException {
    List<String> champions = new ArrayList<>();
    for (String line : history()) {
      String runId = line.substring(line.lastIndexOf(' ') + 1);
      champions.remove(runId);
      if (RunIds.isValid(runId) && files.exists(new Path(run(runId), RECORD))) {
        champions.add(0, runId);
      }
    }
    return champions;
  }

  /** The run that was the champion before the one that is, if it is still there. */
  public Optional<String> formerChampion() throws IOException {
    List<String> champions = new ArrayList<>();
    Optional<String> champion = champion();
    for (String line : history()) {
      champions.add(line.substring(line.lastIndexOf(' ') + 1));
    }
    // What came before the champion first became it: so one rollback after another goes further
    // back.
    int end = champion.map(champions::indexOf).filter(at -> at >= 0).orElse(champions.size());
    for (int at = end - 1; at >= 0; at--) {
      String runId = champions.get(at);
      if (RunIds.isValid(runId) && files.exists(new Path(run(runId), RECORD))) {
        return Optional.of(runId);
      }
    }
    return Optional.empty();
  }

  /** The published runs, the newest first. */
  public List<String> published() throws IOException {
    List<String> runs = new ArrayList<>();
    Path parent = new Path(root, "runs");
    for (FileStatus child : files.exists(parent) ? files.listStatus(parent) : new FileStatus[0]) {
      String name = child.getPath().getName();
      if (RunIds.isValid(name) && files.exists(new Path(child.getPath(), RECORD))) {
        runs.add(name);
      }
    }
    runs.sort(Comparator.reverseOrder());
    return runs;
  }

  /**
   * Removes runs beyond a number of the newest; the champion and as many former ones stay too. A
   * run ceases to be one by its record, which goes first.
   *
   * @return the runs that were removed
   */
  public List<String> retain(int newest) throws IOException {
    List<String> runs = published();
    Set<String> kept = new HashSet<>(runs.subList(0, Math.min(newest, runs.size())));
    List<String> champions = champions();
    kept.addAll(champions.subList(0, Math.min(newest, champions.size())));
    champion().ifPresent(kept::add);
    List<String> removed = new ArrayList<>();
    for (String runId : runs) {
      if (!kept.contains(runId)) {
        files.delete(new Path(run(runId), RECORD), false);
        files.delete(run(runId), true);
        removed.add(runId);
      }
    }
    return removed;
  }

  /** What a file is written by. */
  public interface Writing {
    /** Writes the whole file. */
    void to(OutputStream out) throws IOException;
  }

  /** Writes a file of a directory, in one step where the file system can. */
  public static void replace(Configuration hadoop, String directory, String name, Writing writing)
      throws IOException {
    Path target = new Path(directory, name);
    FileSystem files = target.getFileSystem(hadoop);
    if (files instanceof LocalFileSystem) {
      files.setWriteChecksum(false);
    }
    Path next = new Path(directory, "." + name + "-" + UUID.randomUUID());
    try {
      write(files, next, writing);
      if ("file".equals(files.getUri().getScheme())) {
        // Hadoop's local rename removes the old file first; a reader would see none.
        Files.move(
            java.nio.file.Path.of(next.toUri().getPath()),
            java.nio.file.Path.of(target.toUri().getPath()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } else if ("hdfs".equals(files.getUri().getScheme())) {
        FileContext.getFileContext(files.getUri(), hadoop)
            .rename(next, target, Options.Rename.OVERWRITE);
      } else {
        write(files, target, writing);
      }
    } finally {
      files.delete(next, false);
    }
  }

  private static void write(FileSystem files, Path path, Writing writing) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      writing.to(out);
    }
  }

  /** Opens a file of a run directory, wherever that is. */
  public static InputStream open(Configuration hadoop, String runDirectory, String name)
      throws IOException {
    Path path = new Path(runDirectory, name);
    FileSystem system = path.getFileSystem(hadoop);
    try {
      return system.open(path);
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException(
          runDirectory + " is not a run's directory: it has no " + name);
    }
  }

  /** A run that is being prepared: not visible as a result until it is published. */
  public final class Staging implements AutoCloseable {
    private final String runId;
    private final Path staging;
    private final Path directory;

    private Staging(String runId, Path staging) {
      this.runId = runId;
      this.staging = staging;
      this.directory = new Path(staging, PUBLISHED);
    }

    /** The full path of a file or directory of the run, for writers that take a path. */
    public String path(String name) {
      return new Path(directory, name).toString();
    }

    /** What the run keeps so that another can go on with it; not published. */
    public Checkpoints checkpoints(String fingerprint, Consumer<String> told) {
      return new Checkpoints(hadoop, new Path(staging, CHECKPOINTS), fingerprint, told);
    }

    /** Removes a part of the run that another run may have left. */
    public void clear(String name) throws IOException {
      files.delete(new Path(directory, name), true);
    }

    /** Removes all parts of the run but one. */
    public void clearAllBut(String name) throws IOException {
      for (FileStatus child : files.listStatus(directory)) {
        if (!child.getPath().getName().equals(name)) {
          files.delete(child.getPath(), true);
        }
      }
    }

    /** Creates a file of the run. */
    public OutputStream create(String name) throws IOException {
      return files.create(new Path(directory, name), true);
    }

    /** Moves the whole run into place. */
    public void publish() throws IOException {
      Path target = run(runId);
      if (files.exists(target)) {
        throw new IOException("there is already a run at " + target);
      }
      files.mkdirs(target.getParent());
      if (RENAMES_AT_ONCE.contains(files.getUri().getScheme())) {
        rename(directory, target);
        return;
      }
      files.mkdirs(target);
      for (FileStatus child : files.listStatus(directory)) {
        if (!child.getPath().getName().equals(RECORD)) {
          rename(child.getPath(), new Path(target, child.getPath().getName()));
        }
      }
      rename(new Path(directory, RECORD), new Path(target, RECORD));
    }

    private void rename(Path from, Path to) throws IOException {
      if (!files.rename(from, to)) {
        throw new IOException("cannot move " + from + " to " + to);
      }
    }

    /** Removes what was not published. */
    @Override
    public void close() {
      try {
        files.delete(staging, true);
        Path parent = staging.getParent();
        if (files.exists(parent) && files.listStatus(parent).length == 0) {
          files.delete(parent, false);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot remove " + staging, e);
      }
    }
  }
}
