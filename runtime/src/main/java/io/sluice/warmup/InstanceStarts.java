package io.sluice.warmup;

import io.sluice.contract.FunctionName;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolListener;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceRecorder;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells a recorder of the predictor how long starts take. */
final class InstanceStarts implements PoolListener {

    private final TraceRecorder recorder;
    private final LongSupplier clock;

    InstanceStarts(TraceRecorder recorder, LongSupplier clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    @Override
    public void ready(InstanceSpec spec, InstanceId instance, Duration startTime) {
        String function = FunctionName.parse(spec.function()).key();
        recorder.record(new InstanceReady(function, startTime.toNanos(), spec.memoryBytes(), clock.getAsLong()));
    }
}
