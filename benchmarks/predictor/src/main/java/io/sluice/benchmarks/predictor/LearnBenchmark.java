package io.sluice.benchmarks.predictor;

import io.sluice.predictor.trace.TraceEvent;
import java.util.List;
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

/** What the learner does for one event, of a node with 10,000 functions and 100,000 edges that it knows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LearnBenchmark {

    private static final int EVENTS = LargeNode.EVENTS;

    private final LargeNode node = new LargeNode(1);
    private final Learning learning = new Learning();
    private List<TraceEvent> events = List.of();

    /** Has every function and edge known. */
    @Setup
    public void learn() {
        for (int i = 0; i < 5; i++) {
            node.round().forEach(learning::take);
        }
    }

    /** A round that it hasn't seen. */
    @Setup(Level.Invocation)
    public void prepare() {
        events = node.round();
    }

    /** Learns a round. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long learnEvent() {
        events.forEach(learning::take);
        return learning.plans();
    }
}
