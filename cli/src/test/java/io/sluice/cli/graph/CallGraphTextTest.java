package io.sluice.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.CallEdge;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallGraphTextTest {

    private static final List<CallEdge> EDGES = List.of(
            new CallEdge("a", "a", "b", 30, 1, 1, 1, 2),
            new CallEdge("x", "a", "b", 10, 0.2, 4, 1, 2),
            new CallEdge("a", "b", "c|d", 5, 0.5, 1, 1, 2));

    @Test
    void dot_hasAnArrowForEachPairWhateverTheEntry() {
        assertThat(CallGraphText.dot(EDGES)).isEqualTo("""
                digraph calls {
                  rankdir=LR;
                  node [shape=box];
                  "a" -> "b" [label="80% x4"];
                  "b" -> "c|d" [label="50%"];
                }
                """);
    }

    @Test
    void mermaid_namesEachFunctionOnceByAnId() {
        assertThat(CallGraphText.mermaid(EDGES)).isEqualTo("""
                flowchart LR
                  f0["a"] -->|"80% x4"| f1["b"]
                  f1["b"] -->|"50%"| f2["c|d"]
                """);
    }
}
