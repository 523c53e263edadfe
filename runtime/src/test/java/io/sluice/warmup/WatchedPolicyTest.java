package io.sluice.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.learning.LearningPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WatchedPolicyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int AT_ONCE = 4;

    private final List<Integer> asked = new ArrayList<>();

    /** Pools of functions whose instances take eight calls at once; one is there. */
    private final WarmPools pools = new WarmPools() {
        @Override
        public Optional<Kind> kind(String function) {
            return Optional.of(new Kind(1 << 20, 8, 10));
        }

        @Override
        public int instances(String function) {
            return 1;
        }

        @Override
        public void keep(String function, int instances, Duration lasting) {
            asked.add(instances);
        }
    };

    @Test
    void firstCalls_thatComeBeforeAnInstanceIsReady_needOneThatTakesThemAll() {
        Keeper keeper =
                new Keeper(pools, new WarmupSettings(WarmupMode.ON, Duration.ofMinutes(10), Long.MAX_VALUE, 100), 0);
        WatchedPolicy policy = new WatchedPolicy(
                new LearningPolicy(PolicySettings.DEFAULT), keeper, pools, new Recording(0), new PlannedCalls());
        for (int call = 1; call <= AT_ONCE; call++) {
            policy.record(new CallStarted(call, 0, "a", "a", null, SECOND), keeper);
        }
        policy.record(new InstanceReady("a", SECOND, 1 << 20, 2 * SECOND), keeper);
        for (int call = 1; call <= AT_ONCE; call++) {
            policy.record(new CallEnded(call, "a", SECOND, CallEnded.Warmth.COLD, 3 * SECOND), keeper);
        }

        keeper.settle(4 * SECOND);

        assertThat(asked).isNotEmpty().containsOnly(1);
    }
}
