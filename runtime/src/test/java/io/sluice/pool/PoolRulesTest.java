package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.PoolAction.GrantLease;
import io.sluice.pool.PoolAction.RejectLease;
import io.sluice.pool.PoolAction.ReserveRoom;
import io.sluice.pool.PoolAction.StopInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PoolRulesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long KEEP = 10 * SECOND;

    private record Asked(String name) implements Request {}

    private final List<PoolAction> done = new ArrayList<>();
    private PoolState state = pool(2, 2, 2);
    private long now = SECOND;
    private long wakeAt;

    private static PoolState pool(int concurrency, int instances, int queue) {
        return PoolState.empty(
                new PoolSettings(concurrency, instances, queue, Duration.ofSeconds(10), Duration.ZERO), "i-");
    }

    @Test
    void firstCall_withoutInstances_startsOneAndIsCold() {
        ask("a");
        assertThat(done).containsExactly(new ReserveRoom(id(0)));
        ready(0);
        assertThat(grants()).containsExactly("a i-0 COLD");
    }

    @Test
    void call_thatComesDuringAPrewarm_isPartial() {
        happens(new PoolEvent.WarmRequested(1, now + KEEP));
        now++;
        ask("a");
        ready(0);
        assertThat(grants()).containsExactly("a i-0 PARTIAL");
    }

    @Test
    void waitingCalls_thatTheStartingInstanceWillTake_startNoOther() {
        ask("a");
        ask("b");
        assertThat(done).containsExactly(new ReserveRoom(id(0)));
    }

    @Test
    void call_beyondTheQueue_isOverloaded() {
        ask("a");
        ask("b");
        ask("c");
        assertThat(rejections()).containsExactly("c OVERLOADED");
    }

    @Test
    void nextCall_withTwoInstances_goesToTheFullest() {
        happens(new PoolEvent.WarmRequested(2, now + KEEP));
        ready(0);
        ready(1);
        ask("a");
        ask("b");
        ask("c");
        assertThat(grants()).hasSize(3);
        assertThat(grants().get(0).split(" ")[1]).isEqualTo(grants().get(1).split(" ")[1]);
        assertThat(grants().get(2).split(" ")[1]).isNotEqualTo(grants().get(1).split(" ")[1]);
    }

    @Test
    void waitingCall_whenItsDeadlinePasses_isRejectedAndItsWishForRoomWithdrawn() {
        happens(new PoolEvent.LeaseRequested(new Asked("a"), now + SECOND));
        assertThat(wakeAt).isEqualTo(now + SECOND);
        now += SECOND;
        happens(new PoolEvent.Tick());
        assertThat(rejections()).containsExactly("a OVERLOADED");
        assertThat(state.instances()).isEmpty();
    }

    @Test
    void failedStart_rejectsWhoWaitsForItAndBacksOff() {
        ask("a");
        happens(new PoolEvent.RoomGranted(id(0)));
        happens(new PoolEvent.StartFailed(id(0), "exit code 3"));
        ask("b");
        assertThat(rejections()).containsExactly("a START_FAILED", "b START_FAILED");
        now += PoolRules.backOff(1);
        ask("c");
        assertThat(done.getLast()).isEqualTo(new ReserveRoom(id(1)));
    }

    @Test
    void backOff_doublesUpToItsCap() {
        assertThat(PoolRules.backOff(2)).isEqualTo(2 * PoolRules.backOff(1));
        assertThat(PoolRules.backOff(100)).isEqualTo(PoolRules.LONGEST_BACK_OFF.toNanos());
    }

    @Test
    void firstCrash_doesNotDelayTheNextCall() {
        ask("a");
        ready(0);
        happens(new PoolEvent.InstanceExited(id(0), "exit code 7"));
        ask("b");
        assertThat(rejections()).isEmpty();
        assertThat(done.getLast()).isEqualTo(new ReserveRoom(id(1)));
    }

    @Test
    void idleInstance_afterItsKeepAlive_isStopped() {
        ask("a");
        ready(0);
        giveBack(0, true);
        assertThat(wakeAt).isEqualTo(now + KEEP);
        now += KEEP;
        happens(new PoolEvent.Tick());
        assertThat(done.getLast()).isEqualTo(new StopInstance(id(0)));
    }

    @Test
    void prewarmedInstance_afterItsKeepAlive_staysUntilTheTargetExpires() {
        happens(new PoolEvent.WarmRequested(1, now + 2 * KEEP));
        ready(0);
        now += KEEP;
        happens(new PoolEvent.Tick());
        assertThat(done).doesNotContain(new StopInstance(id(0)));
        now += KEEP;
        happens(new PoolEvent.Tick());
        assertThat(done.getLast()).isEqualTo(new StopInstance(id(0)));
    }

    @Test
    void instance_thatIsNotReusable_takesNoMoreCallsAndStopsAfterItsLast() {
        ask("a");
        ask("b");
        ready(0);
        giveBack(0, false);
        ask("c");
        assertThat(grants()).hasSize(2);
        assertThat(done).doesNotContain(new StopInstance(id(0)));
        giveBack(0, true);
        assertThat(done).contains(new StopInstance(id(0)));
    }

    @Test
    void close_rejectsWhoWaitsAndLetsRunningCallsFinish() {
        state = pool(1, 1, 2);
        ask("a");
        ready(0);
        ask("b");
        happens(new PoolEvent.Closed());
        assertThat(rejections()).containsExactly("b CLOSED");
        assertThat(done).doesNotContain(new StopInstance(id(0)));
        giveBack(0, true);
        happens(new PoolEvent.InstanceExited(id(0), "stopped"));
        assertThat(state.ended()).isTrue();
    }

    private void ask(String name) {
        happens(new PoolEvent.LeaseRequested(new Asked(name), now + 60 * SECOND));
    }

    private void ready(int number) {
        now++;
        happens(new PoolEvent.RoomGranted(id(number)));
        happens(new PoolEvent.InstanceReady(id(number), KEEP));
    }

    private void giveBack(int number, boolean reusable) {
        happens(new PoolEvent.LeaseReturned(id(number), reusable, KEEP));
    }

    private void happens(PoolEvent event) {
        Decision decision = PoolRules.decide(state, event, now);
        state = decision.next();
        wakeAt = decision.wakeAt();
        done.addAll(decision.actions());
    }

    private static InstanceId id(int number) {
        return new InstanceId("i-" + number);
    }

    private List<String> grants() {
        return done.stream()
                .filter(GrantLease.class::isInstance)
                .map(GrantLease.class::cast)
                .map(it -> ((Asked) it.request()).name() + " " + it.instance() + " " + it.warmth())
                .toList();
    }

    private List<String> rejections() {
        return done.stream()
                .filter(RejectLease.class::isInstance)
                .map(RejectLease.class::cast)
                .map(it -> ((Asked) it.request()).name() + " " + it.why())
                .toList();
    }
}
