package io.sluice.predictor.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallGraphTest {

    private final CallGraph graph = new CallGraph();

    @Test
    void record_nestedCalls_areCountedPerEntryCallerAndCallee() {
        call("analyze", "clean", "analyze");
        call("analyze", "clean", "analyze");
        call("report", "clean", "analyze");

        assertThat(graph.edges())
                .containsExactly(
                        new CallGraph.Edge("analyze", "analyze", "clean", 2),
                        new CallGraph.Edge("report", "analyze", "clean", 1));
    }

    @Test
    void record_callsFromOutsideAndEnds_areNoEdges() {
        call("clean", "clean", null);
        graph.record(new CallEnded(1, "clean", 0, CallEnded.Warmth.WARM, 2));

        assertThat(graph.edges()).isEmpty();
    }

    @Test
    void record_beyondTheMostEdges_countsWithoutTellingApart() {
        for (int i = 0; i < CallGraph.MAX_EDGES + 3; i++) {
            call("entry", "callee-" + i, "entry");
        }

        assertThat(graph.edges()).hasSize(CallGraph.MAX_EDGES);
        assertThat(graph.unplaced()).isEqualTo(3);
    }

    private void call(String entry, String function, @Nullable String caller) {
        graph.record(new CallStarted(1, 0, function, entry, caller, 1));
    }
}
