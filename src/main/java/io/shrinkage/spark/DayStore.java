package io.shrinkage.spark;

import io.shrinkage.features.DataException;
import io.shrinkage.model.DayIndex;
import io.shrinkage.model.DayIndex.StoredFile;
import io.shrinkage.model.Tombstones;
import io.shrinkage.statistics.SlotSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The compressed tables of the days, kept under {@code <out>/store/}: each is scanned once, and
 * again only if its files have other content.
 *
 * <p>{@code index.json} says which files each day had, {@code tables/} holds an intake for each
 * content and settings of reading, {@code rejected/} its rejected rows. A table knows no features
 * of the movies and no folds, only items, the values of features that depend on the row, buckets
 * and ratings, so neither a new director nor a corrected movies table costs a scan. Everything is
 * written in one step and checked when it is read; what is damaged is scanned again. A table that
 * holds a user who is to be forgotten is damaged in that sense.
 *
 * <p>Only for who holds the lock of the output directory.
 */
public final class DayStore {
  private static final String INDEX = "index.json";
  private static final int NAME_LENGTH = 40;

  private final Configuration hadoop;
  private final Path root;
  private final Tombstones tombstones;
  private final Consumer<String> told;

  /**
   * The store of an output directory, which need not exist.
   *
   * @param tombstones the users who are to be forgotten
   * @param told hears of what is found damaged
   */
  public DayStore(
      Configuration hadoop, String directory, Tombstones tombstones, Consumer<String> told) {
    this.hadoop = hadoop;
    this.root = new Path(directory, "store");
    this.tombstones = tombstones;
    this.told = told;
  }

  /** A day's files as they are now, and whether the store has its table. */
  private record Day(LocalDate date, List<StoredFile> files, String table, boolean replaced) {}

  /**
   * The days that a run is made of.
   *
   * @param contents of every day, as one fingerprint
   * @param entries by date, in order: the files as they are now and the table made of them
   * @param replaced those whose files had other content when a run was last published
   */
  public record Days(
      String contents, SortedMap<LocalDate, DayIndex.Entry> entries, List<LocalDate> replaced) {

    /** Keeps a view that nobody can change. */
    public Days {
      entries = Collections.unmodifiableSortedMap(entries);
    }

    /** The dates, in order. */
    public List<LocalDate> dates() {
      return List.copyOf(entries.keySet());
    }

    /** The last one. */
    public LocalDate last() {
      return entries.lastKey();
    }
  }

  /**
   * Looks at the files of the days.
   *
   * @param column by which the ratings are partitioned
   * @param last the last day; empty: the newest there is
   * @param window how many days up to the last one; empty: all
   * @param settings what reading depends on beside the files
   * @throws DataException if the last day, or any day, is absent
   */
  public Days look(
      String ratings,
      String column,
      Optional<LocalDate> last,
      Optional<Integer> window,
      String settings) {
    try {
      DayFiles source = new DayFiles(hadoop, ratings, column);
      Map<LocalDate, Path> all = source.days();
      LocalDate end = last.orElseGet(() -> ((TreeMap<LocalDate, Path>) all).lastKey());
      if (!all.containsKey(end)) {
        throw new DataException(
            "--date: the ratings have no day "
                + end
                + "; the newest is "
                + ((TreeMap<LocalDate, Path>) all).lastKey());
      }
      LocalDate start = window.map(days -> end.minusDays(days - 1L)).orElse(LocalDate.MIN);
      DayIndex former = index();
      List<Day> days = new ArrayList<>();
      for (Map.Entry<LocalDate, Path> day : all.entrySet()) {
        LocalDate date = day.getKey();
        if (!date.isAfter(end) && !date.isBefore(start)) {
          days.add(day(source, date, day.getValue(), former, settings));
        }
      }
      tell(former, days);
      remember(former, days);
      return days(days, former);
    } catch (IOException e) {
      throw new DataException("input.ratings: cannot list " + ratings + ": " + e.getMessage(), e);
    }
  }

  private static Day day(
      DayFiles source, LocalDate date, Path directory, DayIndex former, String settings)
      throws IOException {
    Optional<DayIndex.Entry> known = Optional.ofNullable(former.days().get(date));
    List<StoredFile> files = source.files(directory, known);
    StringBuilder text = new StringBuilder(settings).append('\n');
    files.forEach(f -> text.append(f.name()).append(' ').append(f.content()).append('\n'));
    String table = DigestUtils.sha256Hex(text.toString()).substring(0, NAME_LENGTH);
    boolean replaced = known.isPresent() && !contents(known.get().files()).equals(contents(files));
    return new Day(date, files, table, replaced);
  }

  private static List<String> contents(List<StoredFile> files) {
    return files.stream().map(file -> file.name() + " " + file.content()).toList();
  }

  /** Says how many days have the files that they had, but a table of other settings only. */
  private void tell(DayIndex former, List<Day> days) throws IOException {
    List<String> kept = names(tables());
    long other =
        days.stream()
            .filter(day -> !day.replaced() && !kept.contains(day.table()))
            .filter(day -> former.days().containsKey(day.date()))
            .filter(day -> !former.days().get(day.date()).table().equals(day.table()))
            .count();
    if (other > 0) {
      told.accept(
          String.format(
              Locale.ROOT,
              "Settings of reading have changed (of the ratings, the split, or the features that are"
                  + " columns of the ratings or the users), so %,d days are read again.",
              other));
    }
  }

  /** Saves what is new, except of replaced days, which stay so until a run is published. */
  private void remember(DayIndex former, List<Day> days) throws IOException {
    Map<LocalDate, DayIndex.Entry> entries = new TreeMap<>(former.days());
    days.stream()
        .filter(day -> !day.replaced())
        .forEach(day -> entries.put(day.date(), entry(day, former)));
    save(new DayIndex(entries));
  }

  private static DayIndex.Entry entry(Day day, DayIndex former) {
    String without =
        Optional.ofNullable(former.days().get(day.date()))
            .filter(entry -> entry.table().equals(day.table()))
            .map(DayIndex.Entry::without)
            .orElse("");
    return new DayIndex.Entry(day.table(), day.files(), without);
  }

  private static Days days(List<Day> days, DayIndex former) {
    SortedMap<LocalDate, DayIndex.Entry> entries = new TreeMap<>();
    StringBuilder all = new StringBuilder();
    for (Day day : days) {
      entries.put(day.date(), entry(day, former));
      all.append(day.date()).append(' ').append(day.table()).append('\n');
    }
    return new Days(
        DigestUtils.sha256Hex(all.toString()),
        entries,
        days.stream().filter(Day::replaced).map(Day::date).toList());
  }

  private DayIndex index() throws IOException {
    Path path = new Path(root, INDEX);
    FileSystem files = path.getFileSystem(hadoop);
    try (InputStream in = files.open(path)) {
      return DayIndex.read(in, path.toString());
    } catch (FileNotFoundException e) {
      return DayIndex.empty();
    } catch (DataException e) {
      told.accept(
          "The index of days is ignored, so all days are looked at anew: " + e.getMessage());
      return DayIndex.empty();
    }
  }

  private void save(DayIndex index) throws IOException {
    root.getFileSystem(hadoop).mkdirs(root);
    RunStore.replace(hadoop, root.toString(), INDEX, index::write);
  }

  /**
   * What the days hold together.
   *
   * @param scan of all of them, as if read at once
   * @param rows that were read for it
   */
  public record Gathered(
      RatingsScan scan, long rows, List<LocalDate> scanned, List<LocalDate> reused) {}

  /**
   * Scans the days whose tables the store does not hold, keeps those, and adds all days up in their
   * order. While one is scanned, the tables before it are read.
   *
   * @param column by which the ratings are partitioned
   * @param decay after so many days a rating weighs half as much; empty: all weigh what they weigh
   * @param heldOut the slots of the test ratings
   * @throws IncompressibleException if a day does not compress, or all of them together
   */
  public Gathered gather(
      RatingsSource tables,
      Days days,
      String column,
      Optional<Integer> decay,
      TreeAggregation tree,
      SlotSet heldOut) {
    List<LocalDate> scanned = new ArrayList<>();
    List<LocalDate> reused = new ArrayList<>();
    DaySums sums = new DaySums(decay, days.last());
    long rows = 0;
    int changed = 0;
    Function<LocalDate, Intake> scan =
        date -> scan(tables, date, days.entries().get(date).table(), column, tree, heldOut);
    List<LocalDate> lacking = lacking(days);
    try (Ahead<LocalDate, Intake> ahead = new Ahead<>(lacking, scan)) {
      for (LocalDate date : days.dates()) {
        boolean isNew = lacking.contains(date);
        Optional<Intake> table =
            isNew
                ? Optional.empty()
                : clear(days.entries().get(date), tables.lookup().ofRows().size());
        Optional<Intake> kept =
            table.filter(found -> found.userValues() == tables.userValues(found));
        changed += table.isPresent() && kept.isEmpty() ? 1 : 0;
        Intake day = kept.orElseGet(() -> isNew ? ahead.take() : scan.apply(date));
        if (kept.isPresent()) {
          reused.add(date);
        } else {
          rows += day.read();
          scanned.add(date);
        }
        sums.add(date, day);
      }
    }
    if (changed > 0) {
      told.accept(
          String.format(
              Locale.ROOT,
              "Users who have ratings have other values now, so %,d days were read again.",
              changed));
    }
    return new Gathered(sums.scan(tables, tree, scanned.size()), rows, scanned, reused);
  }

  /**
   * Scans all days at once, as rows, of which nothing is kept.
   *
   * @param column by which the ratings are partitioned
   */
  public static Gathered read(
      RatingsSource tables, Days days, String column, TreeAggregation tree) {
    Column date = functions.col("`" + column + "`");
    Dataset<Row> rows =
        tables.rows().where(date.between(days.dates().get(0).toString(), days.last().toString()));
    RatingsScan scan = RatingsScan.rows(tables.withRows(rows), tree);
    return new Gathered(scan, scan.read(), days.dates(), List.of());
  }

  /** The days that have no table, be it a damaged one. */
  private List<LocalDate> lacking(Days days) {
    try {
      List<String> kept = names(tables());
      return days.dates().stream()
          .filter(date -> !kept.contains(days.entries().get(date).table()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A day's table, if there is one that is whole and passed over whom it should.
   *
   * @param features how many features are read from the ratings themselves
   */
  private Optional<Intake> clear(DayIndex.Entry entry, int features) {
    return kept(entry.table(), in -> Intake.read(in, features))
        .filter(table -> isClear(table, entry));
  }

  /**
   * Notes, once a run is published, that its days are as it found them, and removes the tables that
   * no day has any more: those of former contents and settings.
   */
  public void settle(Days days) {
    try {
      Map<LocalDate, DayIndex.Entry> entries = entries();
      entries.putAll(days.entries());
      noteClear(entries, days.dates());
      save(new DayIndex(entries));
      Set<String> named =
          entries.values().stream().map(DayIndex.Entry::table).collect(Collectors.toSet());
      for (Path directory : List.of(tables(), rejected())) {
        for (String name : names(directory)) {
          if (!named.contains(name)) {
            delete(new Path(directory, name));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<LocalDate, DayIndex.Entry> entries() throws IOException {
    return new TreeMap<>(index().days());
  }

  /** Whether a table passed over the users who are to be forgotten, and nobody else. */
  private boolean isClear(Intake table, DayIndex.Entry entry) {
    return tombstones.hashes().containsAll(table.forgotten().keySet())
        && (tombstones.isEmpty()
            || entry != null && entry.without().equals(tombstones.fingerprint())
            || table.known(tombstones, tombstones.hashes()).isEmpty());
  }

  /** Notes that the tables of some days hold nobody who is to be forgotten. */
  private void noteClear(Map<LocalDate, DayIndex.Entry> entries, List<LocalDate> days) {
    String without = tombstones.fingerprint();
    days.forEach(
        date ->
            entries.computeIfPresent(
                date, (day, entry) -> new DayIndex.Entry(entry.table(), entry.files(), without)));
  }

  /**
   * What came of removing users.
   *
   * @param pending days that have no table now: they held one of the users, or had none before
   * @param passed for days whose tables already pass over some of the users, their hashes
   * @param tables how many were removed, those of former settings or contents among them
   */
  public record Removed(
      SortedSet<LocalDate> pending, Map<LocalDate, Set<String>> passed, int tables) {}

  /**
   * Removes every table that holds a user who is to be forgotten, with its rejected rows; reads all
   * tables, one at a time.
   *
   * @param users the hashes of those who are asked for
   */
  public Removed remove(Set<String> users) {
    try {
      Set<String> kept = new HashSet<>();
      Map<String, Set<String>> passing = new HashMap<>();
      int removed = 0;
      for (String name : names(tables())) {
        Optional<Intake> table = kept(name, Intake::read); // of any settings
        if (table.isPresent() && isClear(table.get(), null)) {
          kept.add(name);
          passing.put(name, among(table.get(), users));
        } else {
          delete(new Path(tables(), name));
          removed += name.startsWith(".") ? 0 : 1; // else what a killed run was writing
        }
      }
      for (String name : names(rejected())) {
        if (!kept.contains(name)) {
          delete(rejected(name));
        }
      }
      return removed(kept, passing, removed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of these users, those whose rows a table passed over. */
  private static Set<String> among(Intake table, Set<String> users) {
    Set<String> passed = new TreeSet<>(table.forgotten().keySet());
    passed.retainAll(users);
    return passed;
  }

  private Removed removed(Set<String> kept, Map<String, Set<String>> passing, int tables)
      throws IOException {
    SortedSet<LocalDate> pending = new TreeSet<>();
    Map<LocalDate, Set<String>> passed = new TreeMap<>();
    Map<LocalDate, DayIndex.Entry> entries = entries();
    List<LocalDate> clear = new ArrayList<>();
    entries.forEach(
        (date, entry) -> {
          if (!kept.contains(entry.table())) {
            pending.add(date);
          } else {
            clear.add(date);
            if (!passing.get(entry.table()).isEmpty()) {
              passed.put(date, passing.get(entry.table()));
            }
          }
        });
    if (!clear.isEmpty()) {
      noteClear(entries, clear);
      save(new DayIndex(entries));
    }
    return new Removed(pending, passed, tables);
  }

  private List<String> names(Path directory) throws IOException {
    FileSystem files = directory.getFileSystem(hadoop);
    List<String> names = new ArrayList<>();
    if (files.exists(directory)) {
      for (FileStatus child : files.listStatus(directory)) {
        names.add(child.getPath().getName());
      }
    }
    return names;
  }

  private void delete(Path path) throws IOException {
    path.getFileSystem(hadoop).delete(path, true);
  }

  /**
   * What came of scanning days again.
   *
   * @param rows that were read
   * @param passed for days that have rows of some of the users asked for, their hashes
   * @param gone days that the ratings no longer have, which the store lets go of
   */
  public record Rescanned(long rows, Map<LocalDate, Set<String>> passed, List<LocalDate> gone) {}

  /**
   * Scans some days again and keeps their tables.
   *
   * @param days of the index
   * @param settings as {@link #look} takes them
   * @param users the hashes of those who are asked for
   */
  public Rescanned rescan(
      RatingsSource tables,
      String column,
      SortedSet<LocalDate> days,
      String settings,
      TreeAggregation tree,
      SlotSet heldOut,
      Set<String> users) {
    Map<LocalDate, Set<String>> passed = new TreeMap<>();
    long rows = 0;
    List<LocalDate> gone = new ArrayList<>();
    try {
      DayFiles source = new DayFiles(hadoop, tables.config().input().ratings().path(), column);
      Map<LocalDate, Path> all = source.days();
      DayIndex former = index();
      Map<LocalDate, DayIndex.Entry> entries = new TreeMap<>(former.days());
      for (LocalDate date : days) {
        if (!all.containsKey(date)) {
          entries.remove(date);
          gone.add(date);
          continue;
        }
        Day day = day(source, date, all.get(date), former, settings);
        Intake table = scan(tables, date, day.table(), column, tree, heldOut);
        rows += table.read();
        if (!among(table, users).isEmpty()) {
          passed.put(date, among(table, users));
        }
        entries.put(date, new DayIndex.Entry(day.table(), day.files(), tombstones.fingerprint()));
      }
      save(new DayIndex(entries));
      return new Rescanned(rows, passed, gone);
    } catch (IOException e) {
      throw new DataException("input.ratings: cannot list the days: " + e.getMessage(), e);
    }
  }

  private Intake scan(
      RatingsSource tables,
      LocalDate date,
      String name,
      String column,
      TreeAggregation tree,
      SlotSet heldOut) {
    RatingsScan scan = DaySums.scan(tables, column, date, tree, heldOut);
    Path rejected = rejected(name);
    try {
      FileSystem files = rejected.getFileSystem(hadoop);
      files.delete(rejected, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (scan.rejected() > 0) {
      scan.writeRejected(rejected.toString());
    }
    Intake intake = scan.intake().withUserValues(tables.userValues(scan.intake()));
    checkpoints(name).save(name, intake::write);
    return intake;
  }

  private Optional<Intake> kept(String name, Checkpoints.Reading<Intake> reading) {
    return checkpoints(name).load(name, reading);
  }

  private Checkpoints checkpoints(String name) {
    return new Checkpoints(hadoop, tables(), name, told);
  }

  private Path tables() {
    return new Path(root, "tables");
  }

  private Path rejected() {
    return new Path(root, "rejected");
  }

  private Path rejected(String name) {
    return new Path(rejected(), name);
  }

  /** Writes the rejected rows of all days. */
  public void writeRejected(RatingsSource tables, Days days, String path) {
    List<String> parts = new ArrayList<>();
    try {
      for (DayIndex.Entry entry : days.entries().values()) {
        Path part = rejected(entry.table());
        if (part.getFileSystem(hadoop).exists(part)) {
          parts.add(part.toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (parts.isEmpty()) {
      Quarantine.writeEmpty(hadoop, path);
      return;
    }
    tables
        .session()
        .read()
        .schema(CheckedRatings.REJECTED)
        .parquet(parts.toArray(String[]::new))
        .coalesce(1)
        .write()
        .parquet(path);
  }
}
