package io.shrinkage.spark;

import io.shrinkage.config.SplitUnit;
import io.shrinkage.features.FeatureEncoder;
import io.shrinkage.features.FeatureSpace;
import io.shrinkage.features.FeatureSpec;
import io.shrinkage.features.FeatureStatistics;
import io.shrinkage.features.MovieCatalog;
import io.shrinkage.features.RecordBlock;
import io.shrinkage.features.RecordBlockBuilder;
import io.shrinkage.selection.BucketPlan;
import io.shrinkage.selection.RunSizes;
import io.shrinkage.statistics.SlotSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The compressed table that a whole source is expected to give, from a sample of its ratings and
 * the movies table: a row an item, with the ratings that {@link ExpectedItems} expects of it.
 *
 * <p>It is tallied and encoded by the classes that do so in a run, so that levels are kept, pooled
 * and called missing by the same rules. Cost: the sample's blocks reach the driver.
 */
final class ExpectedTable {
  /** Parts of a rating that are counted, so that many items of a few ratings add up. */
  private static final int PARTS = 100;

  private final List<FeatureSpec> features;
  private final MovieCatalog catalog;
  private final List<RecordBlock> sampled;
  private final ExpectedItems items;
  private final double fitShare;
  private final double[] slotShares;
  private final long unseen;
  private final RecordBlock seenItems;
  private final RecordBlock unseenItems;
  private final double rows;

  /**
   * Expects.
   *
   * @param scan of the sample
   * @param records of the sample, compressed
   * @param accepted ratings of the whole source that are expected to be accepted
   */
  ExpectedTable(
      RatingsScan scan, Records records, BucketPlan plan, SplitUnit unit, double accepted) {
    this.features = scan.catalog().specs();
    this.catalog = scan.catalog();
    this.sampled = records.blocks().collect();
    Set<String> keys = new HashSet<>();
    long[] slots = new long[plan.slots()];
    long once = 0;
    for (RecordBlock block : sampled) {
      for (int row = 0; row < block.rows(); row = end(block, row)) {
        once += ratings(block, row) == 1 ? 1 : 0;
        keys.add(records.itemKey(block.item(row)));
      }
      for (int row = 0; row < block.rows(); row++) {
        slots[block.slot(row)] += block.ratings().count(row);
      }
    }
    this.unseen = unseen(keys);
    this.items = new ExpectedItems(records.accepted(), once, unseen, accepted);
    this.slotShares = shares(slots, unit == SplitUnit.ITEM ? plan.buckets() : 1);
    this.fitShare = fitShare(slots, plan);
    this.seenItems = seenItems();
    this.unseenItems = unseenItems(keys);
    this.rows = expectedRows();
  }

  private long unseen(Set<String> seen) {
    long count = 0;
    for (int movie = 0; movie < catalog.size(); movie++) {
      count += isUnseen(movie, seen) ? 1 : 0;
    }
    return count;
  }

  private boolean isUnseen(int movie, Set<String> seen) {
    return catalog.rejection(movie).isEmpty() && !seen.contains(catalog.keys().text(movie));
  }

  /** The end of the rows of one item. */
  private static int end(RecordBlock block, int start) {
    int row = start;
    while (row < block.rows() && block.features(row) == block.features(start)) {
      row++;
    }
    return row;
  }

  private static long ratings(RecordBlock block, int start) {
    long ratings = 0;
    for (int row = start; row < end(block, start); row++) {
      ratings += block.ratings().count(row);
    }
    return ratings;
  }

  /**
   * The shares of groups of so many slots, among which an item has one; even if nothing is known.
   */
  static double[] shares(long[] counts, int group) {
    double[] shares = new double[counts.length / group];
    double all = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      shares[slot / group] += counts[slot];
      all += counts[slot];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] = all == 0 ? 1.0 / shares.length : shares[i] / all;
    }
    return shares;
  }

  private static double fitShare(long[] counts, BucketPlan plan) {
    double[] shares = shares(counts, 1);
    double fit = 0;
    for (int slot : plan.fit().toArray()) {
      fit += shares[slot];
    }
    return fit;
  }

  private RecordBlock seenItems() {
    RecordBlockBuilder expected = new RecordBlockBuilder(0, features);
    for (RecordBlock block : sampled) {
      for (int row = 0; row < block.rows(); row = end(block, row)) {
        expected.startFeatures();
        for (int feature = 0; feature < features.size(); feature++) {
          expected.column(feature).add(block.column(feature), block.features(row));
        }
        end(expected, items.seen(ratings(block, row)));
      }
    }
    return expected.build();
  }

  /** As many of the items that the sample lacks as are rated at all, from all over the table. */
  private RecordBlock unseenItems(Set<String> seen) {
    RecordBlockBuilder expected = new RecordBlockBuilder(1, features);
    double rated = items.ratedShare();
    double due = 0;
    for (int movie = 0; movie < catalog.size(); movie++) {
      if (isUnseen(movie, seen)) {
        due += rated;
        if (due >= 1) {
          due--;
          expected.startFeatures();
          catalog.copyTo(expected, movie);
          end(expected, items.unseen() / rated);
        }
      }
    }
    return expected.build();
  }

  private void end(RecordBlockBuilder expected, double ratings) {
    long parts = Math.max(1, Math.round(PARTS * fitShare * ratings));
    expected.addRating(1, parts, parts);
    expected.endRow(0, expected.rows());
  }

  private double expectedRows() {
    double sum = unseen * ExpectedItems.slotsOfSpread(items.unseen(), slotShares);
    for (RecordBlock block : sampled) {
      for (int row = 0; row < block.rows(); row = end(block, row)) {
        sum += ExpectedItems.slots(items.seen(ratings(block, row)), slotShares);
      }
    }
    return sum;
  }

  /** The columns that the training ratings are expected to give. */
  FeatureSpace space() {
    SlotSet all = SlotSet.all(1);
    List<FeatureSpec> inParts = features.stream().map(ExpectedTable::inParts).toList();
    return new FeatureStatistics(features).add(seenItems, all).add(unseenItems, all).space(inParts);
  }

  private static FeatureSpec inParts(FeatureSpec spec) {
    // A level is kept without pooling as soon as it occurs.
    return spec.minCount() <= 1
        ? spec
        : spec.withMinCount((int) Math.min(Integer.MAX_VALUE, (long) PARTS * spec.minCount()));
  }

  /** What a run is expected to solve on. */
  RunSizes sizes(FeatureSpace space, RecordBlocks blocks, JavaSparkContext context) {
    FeatureEncoder encoder = new FeatureEncoder(space);
    Extent seen = Extent.of(encoder.encode(seenItems));
    Extent others = Extent.of(encoder.encode(unseenItems));
    return new RunSizes(
        Math.round(rows),
        seen.entries() + others.entries(),
        space.dimension(),
        seen.pairs() + others.pairs(),
        blocks.partitionsOfGroups(Math.round(rows)),
        Extent.partialsHere(context));
  }
}
