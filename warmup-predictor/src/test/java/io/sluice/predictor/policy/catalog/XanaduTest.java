package io.sluice.predictor.policy.catalog;

import static io.sluice.predictor.policy.catalog.Replays.replay;
import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.seconds;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.sluice.predictor.simulator.SimulatorResult;
import io.sluice.predictor.trace.TracedCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XanaduTest {

    @Test
    void tree_stepsOfHalfOfTheCalls_areLikely() {
        CallTree tree = new CallTree();
        tree.learn("entry", Map.of("a", 10L, "b", 30L));
        tree.learn("entry", Map.of("a", 20L));
        tree.learn("entry", Map.of("c", 20L));
        tree.learn("entry", Map.of());
        tree.learn("a", Map.of("d", 5L));

        // a: 2 of 4, expected after 10 + 0.2 x (20 - 10) = 12, and d after it; b and c: 1 of 4.
        assertThat(tree.likelyFrom("entry")).containsExactly(entry("a", 12L), entry("d", 17L));
        assertThat(tree.likelyFrom("unknown")).isEmpty();
    }

    @Test
    void tree_circle_isFollowedOnce() {
        CallTree tree = new CallTree();
        tree.learn("a", Map.of("b", 1L));
        tree.learn("b", Map.of("a", 1L));

        assertThat(tree.likelyFrom("a")).containsExactly(entry("b", 1L));
    }

    @Test
    void xanadu_chainThatIsKnown_isStartedJustInTime() {
        SimulatorResult result = replay(trace(7300, chain(0), chain(3600), chain(7200)), "xanadu");

        // The first request: all three cold, entry from 1, a called at 2 and from 3 to 4, b called at 4: offsets 2 and
        // 4 - 2.
        // The second: entry from 3601. a is started at 3600 + 2 - 1 and ready when it is called at 3602. b is expected
        // 2 after a
        // is, 4 after the entry, so its start begins at 3603, when it is called: its offset from the entry is 3 now. It
        // waits 1.
        // The third: offsets are 2 and, after one in five of the way back, 2 + 0.2 x (1 - 2) = 1.8. b is started at
        // 7202.8.
        assertThat(result.cold()).isEqualTo(3 + 1 + 1);
        assertThat(result.partial()).isEqualTo(1 + 1);
        assertThat(result.warm()).isEqualTo(1 + 1);
        assertThat(result.latency().meanNanos()).isEqualTo(seconds((3 + 2 + 1.8) / 3), within(1.0));
        assertThat(result.starts().precision()).isEqualTo(1);
    }

    @Test
    void xanadu_stepThatDoesNotCome_isGivenUpWhenTheEntryEnds() {
        SimulatorResult result = replay(trace(5000, chain(0), call("entry", 3600, 10)), "xanadu");

        // The second request, cold, ends at 3611. a is started at 3601, b at 3603, and both are ended then.
        assertThat(result.starts().prestarts()).isEqualTo(2);
        assertThat(result.starts().used()).isZero();
        long unused = result.functions().stream()
                .filter(it -> !it.function().equals("entry"))
                .mapToLong(it -> it.idleNanos())
                .sum();
        assertThat(unused).isEqualTo(seconds(2 * 600 + (3611 - 3602) + (3611 - 3604)));
    }

    private static TracedCall chain(double at) {
        return call("entry", at, 3, call("a", 1, 1), call("b", 2, 1));
    }
}
