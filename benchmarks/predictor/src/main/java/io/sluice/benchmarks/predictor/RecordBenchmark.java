package io.sluice.benchmarks.predictor;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.policy.learning.Recorder;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.TraceEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What an event costs the thread that serves the call; each is made anew, as there. Drained in between, not beside it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

    private static final int EVENTS = 1 << 15;

    private final Recorder recorder = new Recorder(1 << 16);
    private final Nobody nobody = new Nobody();
    private long call;

    /** An empty ring. */
    @Setup(Level.Invocation)
    public void drain() {
        recorder.drain(nobody, nobody);
    }

    /** Records. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long record() {
        for (int i = 0; i < EVENTS; i++) {
            call++;
            recorder.record(new CallEnded(call, "demo/shout", 0, CallEnded.Warmth.WARM, call));
        }
        return recorder.dropped();
    }

    private static final class Nobody implements WarmupPolicy, Planner {
        @Override
        public String name() {
            return "nobody";
        }

        @Override
        public void record(TraceEvent event, Planner planner) {}

        @Override
        public void wake(long nowNanos, Planner planner) {}

        @Override
        public void plan(Plan plan) {}

        @Override
        public void withdraw(String function, long key) {}

        @Override
        public void wakeAt(long nanos) {}

        @Override
        public int instances(String function) {
            return 0;
        }
    }
}
