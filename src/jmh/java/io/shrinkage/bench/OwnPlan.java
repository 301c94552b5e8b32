package io.shrinkage.bench;

import java.util.List;
import java.util.Map;

/**
 * What a process of ours measures.
 *
 * @param config configuration file
 * @param variants settings by name; {@code {lambda}} in them is the λ that the first one chose
 * @param scan a Parquet table to sum the columns of; empty: none
 * @param columns those columns
 * @param out where runs are published
 * @param warmups repetitions that are not measured
 * @param runs repetitions that are
 * @param collects whether the heap is collected before each: what a former one left is no part of
 *     it, but a heap that may shrink has to grow anew
 */
record OwnPlan(
    String config,
    Map<String, List<String>> variants,
    String scan,
    List<String> columns,
    String out,
    int warmups,
    int runs,
    boolean collects) {}
