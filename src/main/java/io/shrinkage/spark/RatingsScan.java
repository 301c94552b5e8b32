package io.shrinkage.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.shrinkage.config.ConfigException;
import io.shrinkage.config.Duplicates;
import io.shrinkage.config.Reproducible;
import io.shrinkage.config.ShrinkageConfig;
import io.shrinkage.config.SplitBy;
import io.shrinkage.config.UnknownItem;
import io.shrinkage.features.DataException;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.Missing;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.statistics.CompressedRatings;
import io.shrinkage.statistics.DecayedCounts;
import io.shrinkage.statistics.SlotSet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * One scan of the ratings: every row read, checked and counted, and compressed where they have
 * items: by those and by the values of the features that depend on the row.
 *
 * <p>Where sums may differ in their last digits and every feature is a number of the row, rows are
 * packed as they are read ({@link PackedRatings}).
 *
 * <p>Cluster: one tree aggregation over the source's partitions, of which a task reads several
 * where there are many. More than {@value io.shrinkage.statistics.CompressedRatings#MAX_LEVELS}
 * distinct ratings, or more than {@value Intake#MOST_KEYS} distinct pairs of an item and such
 * values, do not compress: such a source is scanned again, row by row. Then, and where there are no
 * items or all features are numbers of the row, the checked rows are cached, since building blocks
 * reads them once more; {@link #close} releases them.
 */
public final class RatingsScan implements AutoCloseable {
  private static final String MOST_FIELDS = "spark.sql.codegen.maxFields";
  private static final String PARQUET_BATCH = "spark.sql.parquet.columnarReaderBatchSize";
  private static final String ORC_BATCH = "spark.sql.orc.columnarReaderBatchSize";
  private static final int BATCH_BYTES = 1 << 20;
  private static final int FEWEST_OF_BATCH = 256;
  private static final int TASKS_PER_CORE = 3;
  private static final int MOST_SPLITS = 8;
  private static final long MOST_TABLE_BYTES = 64L << 20;

  /** Without a table: what keys are seen. */
  private static final long MOST_INTAKE_BYTES = 1L << 20;

  private final RatingsSource tables;
  private final SparkSession session;
  private final ShrinkageConfig config;
  private final FeatureLookup lookup;
  private final TreeAggregation tree;
  private final Optional<FoldColumn> folds;
  private final int givenFolds;
  private CheckedRatings checked;
  private Dataset<Row> rows;
  private boolean packs;
  private boolean compressed;
  private SlotSet heldOut; // null: they are not compressed by groups of users
  private boolean grouped; // of rows: whether their groups of users are asked for
  private boolean reread;
  private boolean restored;
  private PackedRatings packed;
  private Intake intake;
  private Optional<DecayedCounts> decay = Optional.empty();
  private int passes;

  private RatingsScan(RatingsSource tables, Optional<FoldColumn> folds, TreeAggregation tree) {
    this.tables = tables;
    this.session = tables.session();
    this.config = tables.config();
    this.tree = tree;
    this.lookup = tables.lookup();
    this.folds = folds;
    this.givenFolds = folds.map(FoldColumn::count).orElse(0);
    this.passes = tables.passes() + (folds.isPresent() ? 1 : 0);
    this.packs = packs();
    this.compressed = config.input().ratings().columns().item().isPresent() && !isTableOfNumbers();
  }

  /**
   * Scans the ratings that a configuration names.
   *
   * @throws DataException if a table is absent, unreadable, empty or lacks a configured column
   * @throws ConfigException if a column is in two tables, or a condition is not valid SQL
   */
  public static RatingsScan of(SparkSession session, ShrinkageConfig config, TreeAggregation tree) {
    RatingsSource tables = RatingsSource.open(session, config);
    return of(tables, config.foldColumn().map(tables::folds), tree);
  }

  /** Scans the ratings of opened tables, which {@link #close} closes. */
  static RatingsScan of(RatingsSource tables, Optional<FoldColumn> folds, TreeAggregation tree) {
    RatingsScan scan = new RatingsScan(tables, folds, tree);
    scan.run();
    if (scan.intake.overflowed()) {
      scan.compressed = false;
      scan.reread = true;
      scan.run();
    }
    return scan;
  }

  private RatingsScan(RatingsSource tables, TreeAggregation tree, DataInput in) throws IOException {
    this.tables = tables;
    this.session = tables.session();
    this.config = tables.config();
    this.tree = tree;
    this.lookup = tables.lookup();
    this.folds = Optional.empty();
    this.packs = false;
    this.compressed = true;
    this.restored = true;
    this.givenFolds = in.readInt();
    this.passes = in.readInt();
    this.intake = Intake.read(in, lookup.ofRows().size());
  }

  /**
   * The scan that another run made and wrote, with its compressed table; the ratings are not read.
   * Its rejected rows cannot be written again.
   *
   * @throws DataException as {@link #of} does
   * @throws IOException if it cannot be read
   */
  public static RatingsScan restored(
      SparkSession session, ShrinkageConfig config, TreeAggregation tree, DataInput in)
      throws IOException {
    RatingsSource tables = RatingsSource.preview(session, config);
    try {
      return new RatingsScan(tables, tree, in);
    } catch (IOException | RuntimeException e) {
      tables.close();
      throw e;
    }
  }

  /**
   * Scans some of the ratings of opened tables, for a store of such scans: they are compressed, and
   * the test ratings are kept by groups of users too. The tables stay open.
   *
   * @param heldOut the slots of the test ratings
   * @throws IncompressibleException if the ratings do not compress
   */
  static RatingsScan part(RatingsSource tables, TreeAggregation tree, SlotSet heldOut) {
    RatingsScan scan = new RatingsScan(tables, Optional.empty(), tree).requireCompressed();
    scan.heldOut = heldOut;
    scan.run();
    if (scan.intake.overflowed()) {
      throw overflow(tables, scan.intake);
    }
    return scan;
  }

  /** Why ratings that overflowed do not compress. */
  static IncompressibleException overflow(RatingsSource tables, Intake intake) {
    return new IncompressibleException(
        intake.hasTooManyKeys()
            ? String.format(
                Locale.ROOT,
                "features: with the values of %s, which depend on the rating's row, the movies make"
                    + " more than %,d different rows, or more than %,d characters of them (coarser"
                    + " values, as a decade or an hour, make fewer)",
                names(tables.lookup()),
                Intake.MOST_KEYS,
                Intake.MOST_KEY_CHARACTERS)
            : "input.ratings: there are more than "
                + CompressedRatings.MAX_LEVELS
                + " distinct pairs of rating and weight");
  }

  /**
   * Scans some of the ratings of opened tables as rows, whether they compress or not, with the
   * groups of users that they are in; {@link #close} closes the tables.
   */
  static RatingsScan rows(RatingsSource tables, TreeAggregation tree) {
    RatingsScan scan = new RatingsScan(tables, Optional.empty(), tree);
    scan.compressed = false;
    scan.packs = false;
    scan.grouped = true;
    scan.run();
    return scan;
  }

  private static String names(FeatureLookup lookup) {
    return String.join(", ", lookup.rowFeatures().stream().map(FeatureSpec::name).toList());
  }

  /**
   * What scans of parts add up to; {@link #close} closes the tables.
   *
   * @param decay by which the ratings are weighted, if they are
   */
  static RatingsScan merged(
      RatingsSource tables,
      TreeAggregation tree,
      Intake intake,
      Optional<DecayedCounts> decay,
      int passes) {
    RatingsScan scan = new RatingsScan(tables, Optional.empty(), tree).requireCompressed();
    scan.intake = intake;
    scan.decay = decay;
    scan.passes += passes;
    return scan;
  }

  private RatingsScan requireCompressed() {
    if (config.input().ratings().columns().item().isEmpty()) {
      throw new IncompressibleException("input.ratings.columns.item: the ratings have no item");
    }
    if (!compressed) {
      throw new IncompressibleException(
          "features: "
              + names(lookup)
              + ", all there are, are numeric columns of the ratings or the users");
    }
    return this;
  }

  /** What was found. */
  Intake intake() {
    return intake;
  }

  /** Whether the ratings were read by another run. */
  public boolean isRestored() {
    return restored;
  }

  /** Writes what {@link #restored} reads; before {@link #records}, where {@link #isCompressed}. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(givenFolds);
    out.writeInt(passes);
    intake.write(out);
  }

  /** Whatever the types of its columns: packed or not, such rows are summed one by one. */
  private boolean isTableOfNumbers() {
    return lookup.ofMovies().isEmpty()
        && config.features().stream().noneMatch(feature -> feature.kind().isCategorical());
  }

  /** Whether rows can be packed as they are read: see {@link PackedRatings}. */
  private boolean packs() {
    return lookup.ofMovies().isEmpty()
        && NumericCells.suit(rowFeatures(), rowSchema())
        && config.input().ratings().duplicates() == Duplicates.KEEP
        && config.input().movies().unknown() == UnknownItem.MISSING;
  }

  /** Of the columns that features of the row take. */
  private StructType rowSchema() {
    return tables.withUsers(tables.rows()).schema();
  }

  private CheckedRatings check(CheckedRatings.Features features) {
    List<FeatureSpec> ofMovies = lookup.movieFeatures();
    UnknownItem unknown = config.input().movies().unknown();
    boolean rejects = ofMovies.stream().anyMatch(f -> f.missing() == Missing.REJECT);
    // Compression needs the join for its verdicts only; values are looked up by key afterwards.
    boolean joins =
        !compressed && !ofMovies.isEmpty() || unknown == UnknownItem.QUARANTINE || rejects;
    Column unknownReason =
        (rejects ? lit(Reason.FEATURE_MISSING.text()) : lit(null)).cast(DataTypes.StringType);
    Optional<MovieSide> side =
        tables
            .movies()
            .filter(table -> joins)
            .map(table -> new MovieSide(table.joinRows(ofMovies), unknown, unknownReason));
    try {
      return new CheckedRatings(tables, features, side, folds);
    } catch (Exception e) {
      // Scala does not declare what it throws.
      tables.throwRefusal(e);
      throw e;
    }
  }

  /** Feature values in the configured order, from whichever table holds them. */
  List<Column> values() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < config.features().size(); i++) {
      int ofMovie = lookup.ofMovies().indexOf(i);
      columns.add(
          ofMovie >= 0 ? MovieSide.value(ofMovie) : checked.ownValue(lookup.ofRows().indexOf(i)));
    }
    return columns;
  }

  private void run() {
    passes++;
    try {
      if (packs) {
        pack();
      } else {
        scan();
      }
    } catch (Exception e) {
      // Scala does not declare what it throws.
      tables.throwRefusal(e);
      throw e;
    }
  }

  private void pack() {
    checked = check(CheckedRatings.Features.AS_THEY_ARE);
    int own = config.features().size();
    NumericCells cells = new NumericCells(rowFeatures(), rowSchema());
    PackedRatings.Intakes intakes = () -> new Intake(own);
    packed =
        columnar()
            .map(
                checks -> {
                  ColumnarChecks.Evaluated evaluated = checks.evaluated();
                  return PackedRatings.of(
                      coalesced(checks.batches()),
                      own,
                      slots(),
                      batches -> new BatchRows(batches, evaluated, cells),
                      intakes);
                })
            .orElseGet(
                () ->
                    PackedRatings.of(
                        coalesced(checked.packedColumns().queryExecution().toRdd().toJavaRDD()),
                        own,
                        slots(),
                        rows -> PackableRows.of(rows, cells),
                        intakes));
    intake = packed.intake(tree, MOST_INTAKE_BYTES, new Intake(own));
  }

  /**
   * Spark reads a table in batches up to a number of fields, which is a hundred by default, and of
   * 4,096 rows, which find room in no cache of a core if there are many fields.
   */
  private Optional<ColumnarChecks> columnar() {
    int fitting = BATCH_BYTES / (Double.BYTES * config.features().size());
    int rows = Math.max(FEWEST_OF_BATCH, fitting);
    RuntimeConfig settings = session.conf();
    Map<String, String> former = new LinkedHashMap<>();
    for (String setting : List.of(MOST_FIELDS, PARQUET_BATCH, ORC_BATCH)) {
      former.put(setting, settings.get(setting));
    }
    settings.set(MOST_FIELDS, Integer.MAX_VALUE);
    for (String setting : List.of(PARQUET_BATCH, ORC_BATCH)) {
      settings.set(setting, Math.min(rows, Integer.parseInt(former.get(setting))));
    }
    try {
      return ColumnarChecks.of(checked.packedColumns());
    } finally {
      former.forEach(settings::set);
    }
  }

  private void scan() {
    boolean compress = compressed;
    SlotSet test = heldOut;
    checked = check(CheckedRatings.Features.IN_SQL);
    boolean[] own = Intake.numeric(rowFeatures());
    int slots = slots();
    Dataset<Row> columns;
    if (heldOut != null) {
      columns = checked.groupedColumns();
    } else if (compress) {
      columns = checked.compressedColumns();
    } else {
      rows = checked.rowColumns(values(), grouped).persist(StorageLevel.MEMORY_AND_DISK());
      columns = checked.intakeColumns(rows);
    }
    JavaRDD<InternalRow> read = coalesced(columns.queryExecution().toRdd().toJavaRDD());
    intake =
        tree.aggregatePartitions(
            read,
            (Iterator<InternalRow> partition) ->
                empty(test, compress, slots, own).addAll(partition),
            tableBytes(columns, read.getNumPartitions()),
            empty(test, compress, slots, own));
  }

  /** The limit of the slots. */
  private int slots() {
    return Math.multiplyExact(
        CheckedRatings.slots(config.split()), folds.map(FoldColumn::count).orElse(1));
  }

  private static Intake empty(SlotSet heldOut, boolean compress, int slots, boolean[] own) {
    return compress ? new Intake(slots, own, heldOut) : new Intake(own.length);
  }

  /**
   * Fewer, larger partitions, since each makes a table of its own that has to be merged: one a core
   * where all cores are the driver's; over a cluster some for each core, so that a lost or slow one
   * costs little, and never so few that one reads more than {@value #MOST_SPLITS} of the source's.
   */
  private <T> JavaRDD<T> coalesced(JavaRDD<T> rows) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    int splits = rows.getNumPartitions();
    int wanted =
        context.isLocal()
            ? context.defaultParallelism()
            : Math.max(
                TASKS_PER_CORE * context.defaultParallelism(),
                (splits + MOST_SPLITS - 1) / MOST_SPLITS);
    return splits > wanted ? rows.coalesce(wanted) : rows;
  }

  /** About what a partition's table takes: no more than its share of the source. */
  private static long tableBytes(Dataset<Row> columns, int partitions) {
    scala.math.BigInt estimate = columns.queryExecution().optimizedPlan().stats().sizeInBytes();
    // Spark's product of unknown sizes may exceed a long.
    long source = estimate.isValidLong() ? estimate.toLong() : Long.MAX_VALUE;
    return Math.min(MOST_TABLE_BYTES, source / Math.max(1, partitions));
  }

  /** Rows of the source that the configured condition lets through. */
  public long read() {
    return intake.read();
  }

  /** Rows of users who are to be forgotten: read and passed over. */
  public long forgotten() {
    return intake.forgotten().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Rows that passed every check. */
  public long accepted() {
    return intake.accepted();
  }

  /** Rejected rows by reason. */
  public Map<String, Long> reasons() {
    return intake.reasons();
  }

  /** Rejected rows. */
  public long rejected() {
    return intake.reasons().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Rejected rows that the configuration asked to set aside, and that do not count as bad. */
  public long toleratedRejections() {
    long tolerated = 0;
    if (config.input().ratings().duplicates() == Duplicates.LATEST) {
      tolerated += intake.reasons().getOrDefault(Reason.DUPLICATE.text(), 0L);
    }
    if (config.input().movies().unknown() == UnknownItem.QUARANTINE) {
      tolerated += intake.reasons().getOrDefault(Reason.UNKNOWN_ITEM.text(), 0L);
    }
    return tolerated;
  }

  /** Whether a duplicate ends the run. */
  public boolean refusesDuplicates() {
    return config.input().ratings().duplicates() == Duplicates.ERROR;
  }

  /** How many folds a column names; 0 if none does. */
  public int givenFolds() {
    return givenFolds;
  }

  /** Whether rows that share item and slot are one row. */
  public boolean isCompressed() {
    return compressed;
  }

  /** The features that depend on the row, whose values stand in the compressed table's keys. */
  List<FeatureSpec> rowFeatures() {
    return lookup.rowFeatures();
  }

  /** The accepted ones of rows that were scanned as such, with their groups of users. */
  Dataset<Row> acceptedRows() {
    return rows.where(col("reason").isNull());
  }

  /** Whether the ratings were too many distinct ones to compress, and were scanned again. */
  public boolean isReread() {
    return reread;
  }

  /** Scans of the source so far. */
  public int passes() {
    return passes;
  }

  /** The movies and their feature values. */
  public MovieCatalog catalog() {
    return tables.catalog();
  }

  /**
   * Writes the rejected rows with {@code _reason} and {@code _raw}; one more scan if there are any.
   */
  public void writeRejected(String path) {
    if (rejected() == 0) {
      Quarantine.writeEmpty(session.sparkContext().hadoopConfiguration(), path);
      return;
    }
    passes++;
    (packs ? check(CheckedRatings.Features.IN_SQL) : checked)
        .rejectedRows()
        .coalesce(1)
        .write()
        .parquet(path);
  }

  /** The accepted ratings in blocks; once, since the compressed table is let go of. */
  public Records records() {
    if (packs) {
      return packed();
    }
    RecordBlocks blocks = blocks();
    return compressed
        ? blocks.compressed(
            intake, decay, rowFeatures(), tables.catalog(), featureValues(), () -> passes)
        : blocks.rows(rows, intake, featureValues(), () -> passes);
  }

  private Records packed() {
    if (config.compute().reproducible() != Reproducible.EXACT) {
      return Records.packed(packed, intake, comparesItems(), featureValues(), () -> passes);
    }
    JavaRDD<RecordBlock> rows = comparesItems() ? packed.numberedBlocks(intake) : packed.blocks();
    Records records = blocks().numbers(rows, intake, featureValues(), () -> passes, () -> {});
    records.blocks().count(); // shuffled and cached: what they were made of may go
    packed.release();
    return records;
  }

  RecordBlocks blocks() {
    return new RecordBlocks(session, config.features(), config.compute().partitions());
  }

  /** Whether there will be test rows, on which the items' means are a baseline. */
  private boolean comparesItems() {
    return config.input().ratings().columns().item().isPresent()
        && (config.split().by() != SplitBy.HASH || config.split().testShare() > 0);
  }

  private Map<String, long[]> featureValues() {
    Map<String, long[]> counts = new LinkedHashMap<>();
    for (int i = 0; i < config.features().size(); i++) {
      int ofMovie = lookup.ofMovies().indexOf(i);
      counts.put(
          config.features().get(i).name(),
          ofMovie >= 0
              ? tables.catalog().featureValues(ofMovie)
              : intake.featureValues(lookup.ofRows().indexOf(i)));
    }
    return counts;
  }

  @Override
  public void close() {
    tables.close();
    if (rows != null) {
      rows.unpersist();
    }
    if (packed != null) {
      packed.close();
    }
  }
}
