package io.sluice.benchmarks.report;

import io.sluice.benchmarks.load.Outcome;

/**
 * What came of load on something that has a name.
 *
 * @param runtimeMicros processor time that the runtime's event loops took for each call, in microseconds: what others on
 *     the machine disturb least; 0 where the runtime had no part
 */
public record Figure(String what, Outcome outcome, double runtimeMicros) {}
