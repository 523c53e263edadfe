package io.sluice.benchmarks.predictor;

import io.sluice.predictor.statistics.EdgeStatistics;
import io.sluice.predictor.statistics.FunctionStatistics;
import io.sluice.predictor.statistics.Statistics;
import io.sluice.predictor.statistics.StatisticsCodec;
import io.sluice.predictor.trace.TraceEvent;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.openjdk.jol.info.GraphLayout;

/** How large what is learned of a large node becomes, and whether the pauses of the learner grow with it. */
final class Sizes {

    private static final int ROUNDS = 12;

    private Sizes() {}

    static void print(PrintStream out) {
        LargeNode node = new LargeNode(1);
        Learning learning = new Learning();
        out.println("\nThe learner's time for an event, microseconds, round by round");
        out.println("ROUND   p50     p99   p99.9     max");
        for (int round = 1; round <= ROUNDS; round++) {
            Histogram times = times(learning, node.round());
            out.printf(
                    Locale.ROOT,
                    "%5d %5.1f %7.1f %7.1f %7.0f%n",
                    round,
                    times.getValueAtPercentile(50) / 1e3,
                    times.getValueAtPercentile(99) / 1e3,
                    times.getValueAtPercentile(99.9) / 1e3,
                    times.getMaxValue() / 1e3);
        }
        sizes(out, learning.policy().own());
    }

    private static Histogram times(Learning learning, List<TraceEvent> events) {
        Histogram times = new Histogram(3);
        for (TraceEvent event : events) {
            long begun = System.nanoTime();
            learning.take(event);
            times.recordValue(System.nanoTime() - begun);
        }
        return times;
    }

    private static void sizes(PrintStream out, Statistics learned) {
        Collection<FunctionStatistics> functions = learned.functions().values();
        List<EdgeStatistics> edges = learned.callers().values().stream()
                .flatMap(caller -> caller.edges().values().stream())
                .toList();
        out.printf(
                Locale.ROOT,
                "%n%d functions of %d bytes, %d edges of %d bytes; written %.1f MB%n",
                functions.size(),
                bytesEach(functions),
                edges.size(),
                bytesEach(edges),
                StatisticsCodec.encode(learned).length / 1e6);
        out.printf(
                Locale.ROOT,
                "all of it, with the tables around: %.1f MB%n",
                GraphLayout.parseInstance(learned).totalSize() / 1e6);
    }

    private static long bytesEach(Collection<?> all) {
        return GraphLayout.parseInstance(all.toArray()).totalSize() / Math.max(1, all.size());
    }
}
