package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.MemoryRules.Outcome;
import io.sluice.pool.MemoryRules.Step;
import io.sluice.pool.MemoryState.Idle;
import io.sluice.pool.MemoryState.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MemoryRulesTest {

    private MemoryState state = MemoryState.empty(100);

    @Test
    void wanter_withoutRoom_reclaimsTheLeastRecentlyUsedOfOthers() {
        reserve("a", "f", 50);
        reserve("b", "g", 50);
        List<Idle> idle = List.of(new Idle(id("a"), "f", 2), new Idle(id("b"), "g", 1));
        Outcome outcome = MemoryRules.reserve(state, new Want(id("c"), "h", 50), idle);
        assertThat(outcome.steps()).containsExactly(new Step.Reclaim(id("b")));
        Outcome freed = MemoryRules.free(outcome.next(), id("b"), List.of());
        assertThat(freed.steps()).containsExactly(new Step.Grant(id("c")));
    }

    @Test
    void smallWanter_behindALargeOne_waitsItsTurn() {
        reserve("a", "f", 60);
        reserve("b", "g", 60);
        assertThat(reserve("c", "h", 10)).isEmpty();
    }

    @Test
    void reclaiming_thatWouldNotMakeEnoughRoom_isLeft() {
        reserve("a", "f", 20);
        reserve("b", "g", 80);
        Outcome outcome = MemoryRules.reserve(state, new Want(id("c"), "h", 50), List.of(new Idle(id("a"), "f", 1)));
        assertThat(outcome.steps()).isEmpty();
    }

    @Test
    void anySequence_neverReservesMoreThanTheBudget() {
        Random random = new Random(1);
        List<InstanceId> there = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (there.isEmpty() || random.nextBoolean()) {
                there.add(id("i" + i));
                reserve("i" + i, "f", 1 + random.nextInt(100));
            } else {
                InstanceId gone = there.remove(random.nextInt(there.size()));
                state = MemoryRules.free(state, gone, List.of()).next();
            }
            assertThat(state.reserved()).isBetween(0L, 100L);
            assertThat(state.held().size() + state.waiting().size()).isEqualTo(there.size());
        }
    }

    private List<Step> reserve(String name, String label, long bytes) {
        Outcome outcome = MemoryRules.reserve(state, new Want(id(name), label, bytes), List.of());
        state = outcome.next();
        return outcome.steps();
    }

    private static InstanceId id(String name) {
        return new InstanceId(name);
    }
}
