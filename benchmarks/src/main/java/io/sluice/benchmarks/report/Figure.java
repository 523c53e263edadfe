package io.sluice.benchmarks.report;

import io.sluice.benchmarks.load.Outcome;

/** What came of load on something that has a name. */
public record Figure(String what, Outcome outcome) {}
