package io.sluice.benchmarks.predictor;

import io.sluice.predictor.statistics.Statistics;
import io.sluice.predictor.statistics.StatisticsCodec;
import io.sluice.predictor.statistics.StatisticsFormatException;
import io.sluice.predictor.statistics.StatisticsSlots;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What two nodes with 10,000 functions and 100,000 edges each learned, made one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MergeBenchmark {

    private final StatisticsSlots slots = new StatisticsSlots();
    private byte[] encoded = {};

    /** Has both nodes learn. */
    @Setup
    public void learn() throws StatisticsFormatException {
        for (int seed = 1; seed <= 2; seed++) {
            LargeNode node = new LargeNode(seed);
            Learning learning = new Learning();
            for (int i = 0; i < 12; i++) {
                node.round().forEach(learning::take);
            }
            Statistics own = learning.policy().own();
            encoded = StatisticsCodec.encode(own);
            slots.put(new StatisticsSlots.Slot("node-" + seed, 1, 0), 1, StatisticsCodec.decode(encoded));
        }
    }

    /** The sum of both. */
    @Benchmark
    public Statistics merge() {
        return slots.sum(0);
    }

    /** Reads what one of them wrote. */
    @Benchmark
    public Statistics decode() throws StatisticsFormatException {
        return StatisticsCodec.decode(encoded);
    }
}
