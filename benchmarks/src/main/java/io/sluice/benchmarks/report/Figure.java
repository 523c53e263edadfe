package io.sluice.benchmarks.report;

import io.sluice.benchmarks.load.Outcome;

/**
 * What came of load on something that has a name.
 *
 * @param runtimeMicros processor time that the runtime's process took for each call, in microseconds: what is measured
 *     least disturbed by others on the machine; 0 where the runtime had no part
 */
public record Figure(String what, Outcome outcome, double runtimeMicros) {}
