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
    private static final long MILLI = 1_000_000L;
    private static final long KEEP = 10 * SECOND;

    private record Asked(String name, String caller, long number) implements Request {}

    private final List<PoolAction> done = new ArrayList<>();
    private PoolState state = pool(2, 2, 2);
    private long now = SECOND;
    private long wakeAt;
    private int asked;

    private static PoolState pool(int concurrency, int instances, int queue) {
        return PoolState.empty(
                new PoolSettings(concurrency, instances, queue, null, Duration.ofSeconds(10), Duration.ZERO), "i-");
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
    void queueOfNone_letsCallsWaitForInstancesThatAreStartedForThem() {
        state = pool(2, 1, 0);
        ask("a");
        ask("b");
        ask("c");
        assertThat(rejections()).containsExactly("c OVERLOADED");
        ready(0);
        assertThat(grants()).containsExactly("a i-0 COLD", "b i-0 COLD");
    }

    @Test
    void queueOfNone_refusesWhenAllInstancesAreBusy() {
        state = pool(1, 1, 0);
        ask("a");
        ready(0);
        ask("b");
        assertThat(rejections()).containsExactly("b OVERLOADED");
    }

    @Test
    void fullQueue_givesThePlaceOfTheGreediestCallersLastToANewcomer() {
        ask("a", "greedy", now + KEEP);
        ask("b", "greedy", now + KEEP);
        ask("c", "modest", now + KEEP);
        assertThat(rejections()).containsExactly("b OVERLOADED");
        ready(0);
        assertThat(grants()).containsExactly("a i-0 COLD", "c i-0 COLD");
    }

    @Test
    void callers_shareTheLeases_whateverTheyHold() {
        state = pool(4, 1, 10);
        ask("a", "slow", now + KEEP);
        ready(0);
        for (String name : List.of("b", "c", "d", "e", "f")) {
            ask(name, "slow", now + KEEP);
        }
        ask("g", "quick", now + KEEP);
        ask("h", "quick", now + KEEP);
        giveBack(0, "slow", SECOND, true);
        giveBack(0, "slow", SECOND, true);
        assertThat(grants().subList(4, 6)).containsExactly("g i-0 WARM", "h i-0 WARM");
    }

    @Test
    void call_thatCannotBeServedBeforeItsDeadline_isRefusedAtOnce() {
        busy(20 * MILLI);
        ask("b", "me", now + 19 * MILLI);
        assertThat(rejections()).containsExactly("b OVERLOADED");
        ask("c", "me", now + 21 * MILLI);
        assertThat(state.waiting().size()).isEqualTo(1);
        ask("d", "me", now + 69 * MILLI);
        assertThat(rejections()).containsExactly("b OVERLOADED", "d OVERLOADED");
        ask("e", "me", now + 71 * MILLI);
        assertThat(state.waiting().size()).isEqualTo(2);
    }

    @Test
    void call_whilePlacesMayBeAdded_waitsWhateverThePace() {
        state = pool(1, 2, 10);
        ask("w");
        ready(0);
        giveBack(0, true);
        ask("a");
        ask("b", "me", now + 1);
        assertThat(rejections()).isEmpty();
        happens(new PoolEvent.RoomGranted(id(1)));
        ask("c", "me", now + 1);
        assertThat(rejections()).isEmpty();
    }

    @Test
    void burst_mayFillTheQueue_butOneThatStandsIsCut() {
        busy(100 * MILLI);
        for (int i = 0; i < 50; i++) {
            ask("burst" + i);
        }
        assertThat(rejections()).isEmpty();
        now += SECOND;
        ask("later");
        assertThat(rejections()).isEmpty();
        now += 1;
        ask("standing");
        assertThat(rejections()).containsExactly("standing OVERLOADED");
        ask("other", "you", now + 60 * SECOND);
        assertThat(rejections()).hasSize(1);
    }

    @Test
    void retryAfter_isHowLongTheCallsAheadWillTake() {
        busy(100 * MILLI);
        for (int i = 0; i < 61; i++) {
            ask("a" + i);
        }
        assertThat(((RejectLease) done.getLast()).retryAfter()).isEqualTo(61 * 100 * MILLI);
        assertThat(((RejectLease) done.getLast()).detail()).contains("60 calls wait already");
    }

    @Test
    void call_thatWaitedUntilItCannotEndInTime_makesWayForThoseThatCan() {
        busy(20 * MILLI);
        ask("b", "me", now + 30 * MILLI);
        ask("c", "me", now + SECOND);
        now += 15 * MILLI;
        giveBack(0, "me", 20 * MILLI, true);
        assertThat(rejections()).containsExactly("b TIMED_OUT");
        assertThat(grants().getLast()).startsWith("c ");
    }

    @Test
    void lastCallThatWaits_isServedHoweverLittleTimeItHas() {
        busy(20 * MILLI);
        ask("b", "me", now + 30 * MILLI);
        now += 29 * MILLI;
        giveBack(0, "me", 20 * MILLI, true);
        assertThat(grants().getLast()).startsWith("b ");
    }

    @Test
    void cancelledCall_isNeverServed() {
        busy(20 * MILLI);
        Asked gone = new Asked("b", "me", asked++);
        happens(new PoolEvent.LeaseRequested(gone, now + SECOND));
        ask("c");
        happens(new PoolEvent.RequestCancelled(gone));
        giveBack(0, "me", 20 * MILLI, true);
        assertThat(grants().getLast()).startsWith("c ");
        assertThat(state.waiting().isEmpty()).isTrue();
    }

    @Test
    void withdrawnInstance_finishesItsCallsAndStops() {
        ask("a");
        ready(0);
        happens(new PoolEvent.RoomWithdrawn(id(0)));
        assertThat(done).doesNotContain(new StopInstance(id(0)));
        giveBack(0, true);
        assertThat(done).contains(new StopInstance(id(0)));
    }

    @Test
    void withdrawnInstance_whoseCallsHang_isStoppedWhenTheirDeadlinesPass() {
        ask("a", "me", now + SECOND);
        ready(0);
        happens(new PoolEvent.RoomWithdrawn(id(0)));
        now += SECOND;
        happens(new PoolEvent.Tick());
        assertThat(done.getLast()).isEqualTo(new StopInstance(id(0)));
    }

    @Test
    void withdrawnInstance_thatIsStarting_isAbandoned() {
        ask("a");
        happens(new PoolEvent.RoomGranted(id(0)));
        happens(new PoolEvent.RoomWithdrawn(id(0)));
        assertThat(done).contains(new PoolAction.AbandonStart(id(0)), new PoolAction.FreeRoom(id(0)));
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
        ask("a", "me", now + SECOND);
        assertThat(wakeAt).isEqualTo(now + SECOND);
        now += SECOND;
        happens(new PoolEvent.Tick());
        assertThat(rejections()).containsExactly("a OVERLOADED");
        assertThat(state.instances()).isEmpty();
    }

    @Test
    void start_thatHasNotBegun_isGivenUpWhenBusyInstancesTookTheCallsThatWaitedForIt() {
        state = pool(1, 4, 10);
        ask("a");
        ask("b");
        ask("c");
        ready(0);
        for (int i = 1; i <= 2; i++) {
            happens(new PoolEvent.RoomGranted(id(i)));
        }
        happens(new PoolEvent.StartBegun(id(1)));
        giveBack(0, true);
        assertThat(done).contains(new PoolAction.AbandonStart(id(2)), new PoolAction.FreeRoom(id(2)));
        giveBack(0, true);
        assertThat(grants()).hasSize(3);
        assertThat(state.instances()).extracting(InstanceState::id).containsExactly(id(0), id(1));
    }

    @Test
    void start_aheadOfNeed_thatHasNotBegun_isNotGivenUpForWantOfCalls() {
        happens(new PoolEvent.WarmRequested(2, now + KEEP));
        happens(new PoolEvent.RoomGranted(id(0)));
        happens(new PoolEvent.RoomGranted(id(1)));
        happens(new PoolEvent.Tick());
        assertThat(state.instances()).hasSize(2);
        assertThat(done).doesNotContain(new PoolAction.AbandonStart(id(1)));
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
    void prewarmedInstance_whoseRoomIsNeededElsewhere_isNotStartedAgain() {
        happens(new PoolEvent.WarmRequested(1, now + 2 * KEEP));
        ready(0);
        happens(new PoolEvent.RoomReclaimed(id(0)));
        assertThat(done.getLast()).isEqualTo(new StopInstance(id(0)));
        happens(new PoolEvent.InstanceExited(id(0), "stopped"));
        happens(new PoolEvent.Tick());
        assertThat(state.instances()).isEmpty();
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

    /** One place, and it is taken; calls take that long. */
    private void busy(long held) {
        state = pool(1, 1, 60);
        ask("w");
        ready(0);
        giveBack(0, "me", held, true);
        ask("a");
    }

    private void ask(String name) {
        ask(name, "me", now + 60 * SECOND);
    }

    private void ask(String name, String caller, long deadline) {
        happens(new PoolEvent.LeaseRequested(new Asked(name, caller, asked++), deadline));
    }

    private void ready(int number) {
        now++;
        happens(new PoolEvent.RoomGranted(id(number)));
        happens(new PoolEvent.InstanceReady(id(number), KEEP));
    }

    private void giveBack(int number, boolean reusable) {
        giveBack(number, "me", SECOND, reusable);
    }

    private void giveBack(int number, String caller, long held, boolean reusable) {
        happens(new PoolEvent.LeaseReturned(id(number), caller, held, reusable, KEEP));
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
