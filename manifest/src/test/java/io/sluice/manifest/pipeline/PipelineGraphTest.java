package io.sluice.manifest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PipelineGraphTest {

    private static String graph(String yaml) throws Exception {
        return PipelineGraph.mermaid(PipelineReader.read("pipeline.yaml", yaml));
    }

    @Test
    void tasks_inARow_leadToEachOther() throws Exception {
        assertThat(graph("do: [{a: {call: demo/a}}, {b: {set: 1, then: end}}, {c: {wait: PT1S}}]"))
                .isEqualTo("""
                flowchart TD
                  n0["a: demo/a"]
                  n1[/"b: set"/]
                  n2(["c: wait PT1S"])
                  n0 --> n1
                """);
    }

    @Test
    void choice_leadsWhereItsCasesSay() throws Exception {
        assertThat(graph("do: [{a: {switch: [{big: {when: .x > 1, then: c}}]}}, {b: {set: 1}}, {c: {set: 2}}]"))
                .contains("n0{\"a\"}", "n0 -->|\"big\"| n2", "n0 --> n1", "n1 --> n2");
    }

    @Test
    void loopsAndTries_areGroupsOfTheirTasks() throws Exception {
        String yaml = """
                do:
                - each:
                    for: {in: '.["lines"]'}
                    metadata: {parallel: 4}
                    do: [{t: {try: [{a: {call: demo/a}}], catch: {do: [{b: {set: 1}}]}}}]
                """;

        assertThat(graph(yaml)).isEqualTo("""
                flowchart TD
                  subgraph n0["each: for each of .[#quot;lines#quot;], 4 at once"]
                    subgraph n1["t: try"]
                      n2["a: demo/a"]
                      n3[/"b: set"/]
                      n2 -. fails .-> n3
                    end
                  end
                """);
    }
}
