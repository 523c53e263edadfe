package io.sluice.predictor.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private final Statistics statistics = new Statistics(0);

    @Test
    void edge_beyondTheMostOfACaller_replacesTheLeastUsed() {
        CallerStatistics caller = caller("entry", "caller");
        for (int i = 0; i < CallerStatistics.MAX_EDGES; i++) {
            for (int calls = 0; calls < (i == 7 ? 1 : 3); calls++) {
                edge(caller, "callee-" + i).addCall(1, 1, 1);
            }
        }
        EdgeStatistics added = edge(caller, "another");

        assertThat(caller.edges()).hasSize(CallerStatistics.MAX_EDGES).doesNotContainKey("callee-7");
        assertThat(added.calls()).isEqualTo(1);
        assertThat(added.hits()).isZero();
        assertThat(statistics.edges()).isEqualTo(CallerStatistics.MAX_EDGES);
    }

    @Test
    void edges_neverExceedTheMost() {
        for (int i = 0; i < Statistics.MAX_EDGES / CallerStatistics.MAX_EDGES + 10; i++) {
            CallerStatistics caller = caller("entry", "caller-" + i);
            for (int j = 0; j < CallerStatistics.MAX_EDGES; j++) {
                statistics.edge(caller, "callee-" + j);
            }
        }

        assertThat(statistics.edges()).isEqualTo(Statistics.MAX_EDGES);
        assertThat(statistics.unplaced()).isPositive();
    }

    @Test
    void functions_neverExceedTheMost() {
        for (int i = 0; i < Statistics.MAX_FUNCTIONS + 5; i++) {
            statistics.function("f" + i);
        }

        assertThat(statistics.functions()).hasSize(Statistics.MAX_FUNCTIONS);
        assertThat(statistics.unplaced()).isEqualTo(5);
    }

    @Test
    void add_statisticsOfAnEarlierEpoch_decaysThem() {
        Statistics earlier = new Statistics(0);
        CallerStatistics caller = requireNonNull(earlier.caller("entry", "caller"));
        caller.addTrial(1000);
        Statistics later = new Statistics(1);
        later.add(earlier);

        assertThat(later.find("entry", "caller"))
                .extracting(CallerStatistics::trials)
                .satisfies(it -> assertThat(it).isCloseTo(1000 * Decay.SLOW.over(1), within(1e-3)));
    }

    @Test
    void add_statisticsOfALaterEpoch_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statistics.add(new Statistics(1)))
                .withMessageContaining("epoch 1 can't be added to those of epoch 0");
    }

    @Test
    void inherit_givesTheHeirWhatItsPredecessorWasAndCalledAndWasCalledBy() {
        FunctionStatistics known = requireNonNull(statistics.function("old"));
        known.startMillis().add(800, 1);
        CallerStatistics entry = caller("entry", "entry");
        entry.addTrial(1);
        edge(entry, "old").addHit(2, 1);
        CallerStatistics old = caller("entry", "old");
        old.addTrial(1);
        edge(old, "helper").addHit(1, 1);
        statistics.inherit("new", "old");

        assertThat(statistics.find("new")).isNotNull();
        assertThat(entry.edge("new")).extracting(EdgeStatistics::hits).isEqualTo(1.0);
        assertThat(caller("entry", "new").edge("helper")).isNotNull();
        assertThat(statistics.edges()).isEqualTo(4);
    }

    @Test
    void graph_saysProbabilityWidthAndDelayOfEachEntry() {
        CallerStatistics caller = caller("entry", "caller");
        caller.addTrial(4);
        edge(caller, "callee").addHit(5, 3);
        edge(caller, "callee").addCall(100, 200, 15);
        edge(caller(Statistics.ANY_ENTRY, "caller"), "callee").addHit(1, 1);

        assertThat(statistics.graph(0)).singleElement().satisfies(edge -> {
            assertThat(edge.entry()).isEqualTo("entry");
            assertThat(edge.calls()).isEqualTo(15);
            assertThat(edge.probability()).isEqualTo(0.75);
            assertThat(edge.width()).isEqualTo(5);
            assertThat(edge.delayMedian()).isBetween(Duration.ofMillis(100), Duration.ofMillis(140));
        });
    }

    private CallerStatistics caller(String entry, String name) {
        return requireNonNull(statistics.caller(entry, name));
    }

    private EdgeStatistics edge(CallerStatistics caller, String callee) {
        return requireNonNull(statistics.edge(caller, callee));
    }
}
