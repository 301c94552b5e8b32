package io.shrinkage.job;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.features.DataException;
import io.shrinkage.job.KnowingRuns.Verdict;
import io.shrinkage.model.Tombstones;
import io.shrinkage.spark.DayStore;
import io.shrinkage.spark.Forgotten;
import io.shrinkage.spark.IncompressibleException;
import io.shrinkage.spark.LockHeldException;
import io.shrinkage.spark.Quarantine;
import io.shrinkage.spark.RatingsSource;
import io.shrinkage.spark.RunLock;
import io.shrinkage.spark.RunStore;
import io.shrinkage.spark.SparkRun;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * Forgets users: every read of the ratings for this output directory passes over their rows from
 * now on, and what was kept of them goes.
 *
 * <p>The tombstone comes first and everything after it may be repeated, so a job that was killed is
 * finished by another, and a retraining in between does not bring anybody back. The users' ids are
 * not said, since what a command says is often kept.
 */
public final class ForgetJob {
  private static final int SALT_BYTES = 32;

  private final ShrinkageConfig config;
  private final ForgetOptions options;
  private final Console console;

  /** A forgetting of users in the output directory of these settings. */
  public ForgetJob(ShrinkageConfig config, ForgetOptions options, Console console) {
    this.config = config;
    this.options = options;
    this.console = console;
  }

  /**
   * Runs it.
   *
   * @throws UsageException if an id is blank, there is no column of users, or there are too many
   * @throws DataException if the tombstones that there are cannot be read
   * @throws OutputException if the directory cannot be read or written
   * @throws LockedException if a run holds its lock
   */
  public ExitCode run() {
    requireUsers();
    try (SparkRun spark = SparkRun.open("forget")) {
      RunStore store = new RunStore(spark.hadoop(), config.output().dir());
      try (RunLock lock = store.lock("forget", Clock.systemUTC(), console::line)) {
        forget(spark, store, lock);
        return ExitCode.DONE;
      }
    } catch (LockHeldException e) {
      throw new LockedException("output.dir: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new OutputException("output.dir: " + config.output().dir() + ": " + e.getMessage(), e);
    }
  }

  private void requireUsers() {
    if (config.input().ratings().columns().user().isEmpty()) {
      throw new UsageException(
          "input.ratings.columns.user: the ratings have no column of users, so there is nobody to"
              + " forget; name it");
    }
    if (options.users().isEmpty() || options.users().stream().anyMatch(String::isBlank)) {
      throw new UsageException("--user: the id of a user is expected, as it stands in the data");
    }
  }

  private void forget(SparkRun spark, RunStore store, RunLock lock) throws IOException {
    Stages stages = new Stages(spark, console);
    Set<String> users = new LinkedHashSet<>();
    Tombstones tombstones = tombstones(spark, users);
    lock.requireHeld();
    Forgotten.write(spark.hadoop(), config.output().dir(), tombstones);
    List<String> unfinished = store.removeLeftovers(runId -> false);
    if (!unfinished.isEmpty()) {
      console.line("Removed what runs that did not end left: " + String.join(", ", unfinished));
    }
    DayStore days = new DayStore(spark.hadoop(), config.output().dir(), tombstones, console::line);
    DayStore.Removed removed =
        stages.run("store", () -> days.remove(users), found -> ForgetJob.words(found));
    lock.requireHeld();
    stages.run(
        "quarantine",
        () -> quarantine(spark, store, tombstones),
        rows -> rows,
        rows -> "removed from the runs' quarantine");
    Map<LocalDate, Set<String>> holding = new TreeMap<>(removed.passed());
    Set<LocalDate> rows = new TreeSet<>();
    if (!removed.pending().isEmpty()) {
      lock.requireHeld();
      try {
        holding.putAll(rescan(spark, stages, days, removed.pending(), users));
      } catch (IncompressibleException e) {
        console.line(
            "No table is kept of "
                + dates(removed.pending())
                + ", for all rows are read each time: "
                + e.getMessage());
        rows.addAll(removed.pending());
      }
    }
    report(spark, store, new KnowingRuns(spark, tombstones, users, holding, rows));
  }

  /** The tombstones with the users added, whose hashes go to {@code users}. */
  private Tombstones tombstones(SparkRun spark, Set<String> users) {
    Tombstones former = Forgotten.in(spark.hadoop(), config.output().dir());
    Tombstones all = former.salt().isEmpty() ? new Tombstones(salt(), List.of()) : former;
    Instant now = Instant.now();
    for (String hash : Forgotten.hashes(spark.session(), all, options.users())) {
      all = all.with(hash, now);
      users.add(hash);
    }
    if (all.users().size() > Tombstones.MOST) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--user: %,d users would be forgotten, and there can be %,d; remove their ratings from"
                  + " the data",
              all.users().size(),
              Tombstones.MOST));
    }
    int added = all.users().size() - former.users().size();
    console.line(
        String.format(
            Locale.ROOT,
            "%,d added to those who are to be forgotten, who are %,d now%s",
            added,
            all.users().size(),
            added == users.size() ? "" : "; the others were among them"));
    return all;
  }

  private static String salt() {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }

  private static String words(DayStore.Removed removed) {
    return removed.pending().isEmpty()
        ? "no day holds any of them"
        : String.format(
            Locale.ROOT,
            "%,d tables removed; to be read again: %s",
            removed.tables(),
            dates(removed.pending()));
  }

  private static String dates(Collection<LocalDate> days) {
    return String.join(", ", days.stream().map(LocalDate::toString).toList());
  }

  private long quarantine(SparkRun spark, RunStore store, Tombstones tombstones) {
    long removed = 0;
    try (RunStore.Staging scratch = store.stage("forget")) {
      for (String run : store.published()) {
        Path directory = new Path(store.run(run), "quarantine");
        long rows =
            new Quarantine(spark.session(), directory.toString())
                .remove(tombstones, scratch.path("rest"));
        if (rows < 0) {
          console.line(
              directory
                  + " does not say whose rows it holds, so it stays as it is; remove it if that may"
                  + " not be");
        }
        removed += Math.max(0, rows);
      }
      return removed;
    } catch (IOException e) {
      throw new OutputException("output.dir: cannot rewrite quarantine: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the days again that lost their tables; what keeps it from that, keeps nobody known.
   *
   * @throws IncompressibleException if they have none since they do not compress
   */
  private Map<LocalDate, Set<String>> rescan(
      SparkRun spark,
      Stages stages,
      DayStore store,
      SortedSet<LocalDate> pending,
      Set<String> users) {
    try {
      DayReading.require(config, "forget");
      List<String> movies = DayReading.movies(spark, config);
      try (RatingsSource tables = RatingsSource.preview(spark.session(), config)) {
        DayStore.Rescanned done =
            stages.run(
                "read",
                () ->
                    store.rescan(
                        tables,
                        config.retrain().partition(),
                        pending,
                        DayReading.settings(
                            config, RatingsSource.rowFeatures(spark.session(), config), movies),
                        Training.tree(config.compute()),
                        Training.plan(config.split(), 0).test(),
                        users),
                DayStore.Rescanned::rows,
                ForgetJob::words);
        return done.passed();
      }
    } catch (IncompressibleException e) {
      throw e;
    } catch (DataException | ConfigException | UsageException e) {
      console.line(
          "The days "
              + dates(pending)
              + " cannot be read now, so the next retrain will read them: "
              + e.getMessage());
      return pending.stream().collect(Collectors.toMap(day -> day, day -> users));
    }
  }

  private static String words(DayStore.Rescanned done) {
    String gone =
        done.gone().isEmpty()
            ? ""
            : "; let go of " + dates(done.gone()) + ", which the ratings no longer have";
    return "without them: " + dates(done.passed().keySet()) + gone;
  }

  /** The last lines: which published models know the users. */
  private void report(SparkRun spark, RunStore store, KnowingRuns knowing) throws IOException {
    Map<String, Verdict> found = new LinkedHashMap<>();
    for (String run : store.published()) {
      Verdict verdict = knowing.verdict(new RunFiles(spark.hadoop(), store.run(run).toString()));
      if (verdict != Verdict.NOBODY) {
        found.put(run, verdict);
      }
    }
    console.line("");
    if (found.isEmpty()) {
      console.line(
          "No published model knows them; if their ratings come later, they will be passed over.");
      return;
    }
    String champion = store.champion().orElse("");
    console.line(
        String.format(
            Locale.ROOT,
            "%,d published model%s of users who are to be forgotten: train again without them, and"
                + " remove %s",
            found.size(),
            found.size() == 1 ? " knows ratings" : "s know ratings",
            found.size() == 1 ? "it" : "them"));
    found.forEach(
        (run, verdict) ->
            console.line(
                "run:    "
                    + store.display(run)
                    + (run.equals(champion) ? " (CHAMPION)" : "")
                    + (verdict == Verdict.UNKNOWN
                        ? " (perhaps: its record or its input cannot be read)"
                        : "")));
  }
}
