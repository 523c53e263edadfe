package io.sluice.dashboard;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of one version of a function. */
final class VersionRecord {

    final LongAdder started = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder cold = new LongAdder();
    final LongAdder hits = new LongAdder();
    final LongAdder joined = new LongAdder();
    final LatencyRecord warmLatency = new LatencyRecord();
    final LatencyRecord coldLatency = new LatencyRecord();
    final LatencyRecord startTime = new LatencyRecord();
}
