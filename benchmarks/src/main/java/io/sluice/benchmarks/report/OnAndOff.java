package io.sluice.benchmarks.report;

import io.sluice.cli.bench.Comparison;
import java.util.List;

/**
 * How the same call stands in two runtimes that differ in nothing but that one does without something.
 *
 * @param on the call with it (A)
 * @param off the call without it (B)
 * @param aim what A's p50 may be of B's, one call at a time
 */
public record OnAndOff(String on, String off, double aim, List<Comparison> comparisons) {}
