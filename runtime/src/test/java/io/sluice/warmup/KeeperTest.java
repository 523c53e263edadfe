package io.sluice.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Plan.Counting;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeeperTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1 << 20;

    private final Map<String, WarmPools.Kind> kinds = new HashMap<>();
    private final Map<String, Integer> there = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private long calls;

    /** Pools that have what is asked for at once. */
    private final WarmPools pools = new WarmPools() {
        @Override
        public Optional<Kind> kind(String function) {
            return Optional.ofNullable(kinds.get(function));
        }

        @Override
        public int instances(String function) {
            return there.getOrDefault(function, 0);
        }

        @Override
        public void keep(String function, int instances, Duration lasting) {
            asked.add(function + " " + instances);
            there.put(function, instances);
        }
    };

    private Keeper keeper(long memoryBytes, int startsPerMinute) {
        return new Keeper(
                pools, new WarmupSettings(WarmupMode.ON, Duration.ofMinutes(10), memoryBytes, startsPerMinute), 0);
    }

    private void function(String name, int concurrency) {
        kinds.put(name, new WarmPools.Kind(100 * MIB, concurrency, 10));
    }

    private static Plan plan(String function, Counting counting, int instances, long from, long until, double value) {
        return new Plan(function, Plan.KEEP_ALIVE, counting, instances, from, until, value);
    }

    private CallStarted start(String function) {
        calls++;
        return new CallStarted(calls, 0, function, function, null, 0);
    }

    @Test
    void plan_isCarriedOutFromItsBeginToItsEnd() {
        function("a", 1);
        Keeper keeper = keeper(Long.MAX_VALUE, 100);
        keeper.plan(plan("a", Counting.TOTAL, 2, 5 * SECOND, 9 * SECOND, 1));

        keeper.settle(SECOND);
        assertThat(asked).isEmpty();
        keeper.settle(5 * SECOND);
        keeper.settle(6 * SECOND);
        assertThat(asked).containsExactly("a 2");
        keeper.settle(9 * SECOND);
        assertThat(asked).containsExactly("a 2", "a 0");
    }

    @Test
    void planThatLasts_isAskedForAgain_soThatItEndsWithTheLearner() {
        function("a", 1);
        Keeper keeper = keeper(Long.MAX_VALUE, 100);
        keeper.plan(plan("a", Counting.TOTAL, 1, 1, Long.MAX_VALUE, 1));

        for (int i = 1; i <= 61; i++) {
            keeper.settle(i * SECOND);
        }

        assertThat(asked).containsOnly("a 1").hasSize(4);
    }

    @Test
    void freeInstances_areBesideTheBusyOnes() {
        function("a", 1);
        Keeper keeper = keeper(Long.MAX_VALUE, 100);
        keeper.plan(plan("a", Counting.FREE, 2, 1, Long.MAX_VALUE, 1));
        keeper.settle(1);

        CallStarted call = start("a");
        keeper.observe(call);
        keeper.settle(2);
        keeper.observe(new CallEnded(call.call(), "a", 0, CallEnded.Warmth.WARM, 3));
        keeper.settle(3);

        assertThat(asked).containsExactly("a 2", "a 3", "a 2");
    }

    @Test
    void callsAtOnce_shareBusyInstancesAsTheirConcurrencySays() {
        function("a", 16);
        Keeper keeper = keeper(Long.MAX_VALUE, 100);
        for (int i = 0; i < 17; i++) {
            keeper.observe(start("a"));
        }
        keeper.plan(plan("a", Counting.FREE, 1, 1, Long.MAX_VALUE, 1));
        keeper.settle(1);

        assertThat(asked).containsExactly("a 3");
    }

    @Test
    void functionThatIsNotDeployed_isNotAskedFor() {
        Keeper keeper = keeper(Long.MAX_VALUE, 100);
        keeper.plan(plan("a|b", Counting.TOTAL, 1, 1, Long.MAX_VALUE, 1));
        keeper.settle(1);

        assertThat(asked).isEmpty();
        assertThat(keeper.bytesKept()).isZero();
    }

    @Test
    void memory_goesToWhatIsWorthMost() {
        function("poor", 1);
        function("rich", 1);
        Keeper keeper = keeper(150 * MIB, 100);
        keeper.plan(plan("poor", Counting.TOTAL, 1, 1, Long.MAX_VALUE, 0.2));
        keeper.settle(1);
        keeper.plan(plan("rich", Counting.TOTAL, 1, 1, Long.MAX_VALUE, 0.9));
        keeper.settle(2);

        assertThat(asked).containsExactly("poor 1", "poor 0", "rich 1");
        assertThat(keeper.bytesKept()).isEqualTo(100 * MIB);
    }

    @Test
    void startsBeyondTheRate_comeLater() {
        function("a", 1);
        Keeper keeper = keeper(Long.MAX_VALUE, 2);
        keeper.plan(plan("a", Counting.TOTAL, 3, 1, Long.MAX_VALUE, 1));

        keeper.settle(1);
        assertThat(asked).containsExactly("a 2");
        keeper.settle(31 * SECOND);
        assertThat(asked).endsWith("a 3");
    }

    @Test
    void planThatIsWithdrawn_isGivenBack() {
        function("a", 1);
        Keeper keeper = keeper(Long.MAX_VALUE, 100);
        keeper.plan(plan("a", Counting.TOTAL, 1, 1, Long.MAX_VALUE, 1));
        keeper.settle(1);
        keeper.withdraw("a", Plan.KEEP_ALIVE);
        keeper.settle(2);

        assertThat(asked).containsExactly("a 1", "a 0");
        assertThat(keeper.bytesKept()).isZero();
    }

    @Test
    void callsWhoseEndWasLost_areNotCountedForEver() {
        function("a", 1);
        Keeper keeper = keeper(Long.MAX_VALUE, 100);
        keeper.observe(start("a"));
        keeper.observe(start("a"));
        keeper.forgetCalls();
        keeper.plan(plan("a", Counting.FREE, 1, 1, Long.MAX_VALUE, 1));
        keeper.settle(1);

        assertThat(asked).containsExactly("a 1");
    }

    @Test
    void wake_isDueOnceAtTheEarliestTimeThatWasAskedFor() {
        Keeper keeper = keeper(Long.MAX_VALUE, 100);
        keeper.wakeAt(7);
        keeper.wakeAt(5);

        assertThat(keeper.isWakeDue(4)).isFalse();
        assertThat(keeper.isWakeDue(5)).isTrue();
        assertThat(keeper.isWakeDue(7)).isFalse();
    }
}
