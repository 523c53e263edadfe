package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.InstanceState.Starting;
import io.sluice.pool.InstanceState.Warm;
import io.sluice.pool.MemoryRules.Outcome;
import io.sluice.pool.MemoryRules.Step;
import io.sluice.pool.MemoryState.Tenant;
import io.sluice.pool.MemoryState.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class MemoryRulesTest {

    private static final long REST = MemoryRules.REST_NANOS;

    private final List<Tenant> tenants = new ArrayList<>();
    private MemoryState state = MemoryState.empty(100);
    private long now = 1000 * REST;
    private long reviewAt;

    @Test
    void wanter_withoutRoom_reclaimsTheLeastRecentlyUsedOfOthers() {
        idle("a", "f", 50, now - 1);
        idle("b", "g", 50, now - 2);
        assertThat(reserve("c", "h", 50)).containsExactly(new Step.Reclaim(id("b")));
        assertThat(free("b")).containsExactly(new Step.Grant(id("c")));
    }

    @Test
    void smallWanter_behindALargeOne_waitsItsTurn() {
        busy("a", "f", 60);
        assertThat(reserve("b", "g", 60)).isEmpty();
        assertThat(reserve("c", "h", 10)).isEmpty();
        assertThat(free("a")).containsExactly(new Step.Grant(id("b")), new Step.Grant(id("c")));
    }

    @Test
    void reclaiming_thatWouldNotMakeEnoughRoom_isLeft() {
        idle("a", "f", 20, now - 1);
        busy("b", "g", 80);
        assertThat(reserve("c", "h", 50)).isEmpty();
    }

    @Test
    void functionThatHoldsLess_getsRoomBeforeTheOneThatAskedFirst() {
        for (int i = 0; i < 4; i++) {
            busy("a" + i, "hot", 25);
        }
        reserve("a4", "hot", 25);
        reserve("b", "cool", 25);
        assertThat(free("a0")).containsExactly(new Step.Grant(id("b")));
    }

    @Test
    void hotFunction_givesUpAnInstanceForTheFirstOfAnother() {
        for (int i = 0; i < 4; i++) {
            busy("a" + i, "hot", 25, now + 10 - i);
        }
        assertThat(reserve("b", "cool", 25)).containsExactly(new Step.Withdraw(id("a3")));
        assertThat(review()).as("asked once").isEmpty();
        assertThat(free("a3")).containsExactly(new Step.Grant(id("b")));
    }

    @Test
    void hotFunctionsStart_isGivenUpBeforeItsCalls() {
        busy("a0", "hot", 40, now + 1);
        starting("a1", "hot", 40);
        assertThat(reserve("b", "cool", 40)).containsExactly(new Step.Withdraw(id("a1")));
    }

    @Test
    void functionsThatHoldAsMuch_leaveEachOtherAlone() {
        busy("a0", "hot", 50);
        busy("b0", "cool", 50);
        assertThat(reserve("b1", "cool", 50)).isEmpty();
        assertThat(reserve("a1", "hot", 50)).isEmpty();
    }

    @Test
    void largeInstance_takesAsManySmallOnesAsItNeeds_ofThoseThatHoldMost() {
        for (int i = 0; i < 7; i++) {
            busy("a" + i, "hot", 10);
        }
        for (int i = 0; i < 3; i++) {
            busy("b" + i, "warm", 10);
        }
        assertThat(reserve("c", "large", 30)).hasSize(3).allMatch(step -> step.toString()
                .contains("a"));
        assertThat(reserve("d", "huge", 60)).as("more than is fair").isEmpty();
    }

    @Test
    void busyFunction_doesNotTakeTheOnlyInstanceThatAnotherUsesNowAndThen() {
        busy("a0", "hot", 50);
        idle("b0", "cool", 50, now - 1);
        assertThat(reserve("a1", "hot", 50)).isEmpty();
        assertThat(reviewAt).isEqualTo(now - 1 + REST);
        now = reviewAt;
        assertThat(review()).containsExactly(new Step.Reclaim(id("b0")));
    }

    @Test
    void idleInstances_goBeforeBusyOnes() {
        busy("a0", "hot", 40);
        busy("a1", "hot", 40);
        idle("b0", "cool", 20, now - 1);
        assertThat(reserve("c", "new", 20)).containsExactly(new Step.Reclaim(id("b0")));
    }

    @Test
    void idleAndBusyOnesTogether_makeRoom() {
        busy("a0", "hot", 40);
        busy("a1", "hot", 40);
        idle("b0", "cool", 20, now - 1);
        assertThat(reserve("c", "new", 40)).containsExactly(new Step.Reclaim(id("b0")), new Step.Withdraw(id("a0")));
    }

    @Test
    void reclaimedInstance_thatGotACallFirst_isReplacedByAnother() {
        idle("a", "f", 50, now - 2);
        idle("b", "g", 50, now - 1);
        assertThat(reserve("c", "h", 50)).containsExactly(new Step.Reclaim(id("a")));
        tenants.set(0, new Tenant("f@1", warm("a", 1, now, now + 1)));
        Outcome outcome = MemoryRules.kept(state, id("a"), tenants, now);
        assertThat(outcome.steps()).containsExactly(new Step.Reclaim(id("b")));
    }

    @Test
    void anySequence_neverReservesMoreThanTheBudgetAndEndsFair() {
        for (int seed = 0; seed < 300; seed++) {
            new Model(new Random(seed)).run(120);
        }
    }

    private List<Step> reserve(String name, String function, long bytes) {
        return done(MemoryRules.reserve(state, new Want(id(name), function, function + "@1", bytes), tenants, now));
    }

    private List<Step> free(String name) {
        tenants.removeIf(it -> it.instance().equals(id(name)));
        return done(MemoryRules.free(state, id(name), tenants, now));
    }

    private List<Step> review() {
        return done(MemoryRules.review(state, tenants, now));
    }

    private List<Step> done(Outcome outcome) {
        state = outcome.next();
        reviewAt = outcome.reviewAt();
        return outcome.steps();
    }

    private void idle(String name, String function, long bytes, long since) {
        there(name, function, bytes, warm(name, 0, since, 0));
    }

    private void busy(String name, String function, long bytes) {
        busy(name, function, bytes, now + 1);
    }

    private void busy(String name, String function, long bytes, long until) {
        there(name, function, bytes, warm(name, 1, 0, until));
    }

    private void starting(String name, String function, long bytes) {
        there(name, function, bytes, new Starting(id(name), 0, Starting.Stage.BEGUN));
    }

    private void there(String name, String function, long bytes, InstanceState instance) {
        assertThat(reserve(name, function, bytes)).containsExactly(new Step.Grant(id(name)));
        tenants.add(new Tenant(function + "@1", instance));
    }

    private static Warm warm(String name, int inFlight, long idleSince, long busyUntil) {
        return new Warm(id(name), 0, 0, inFlight, idleSince, Long.MAX_VALUE, busyUntil);
    }

    private static InstanceId id(String name) {
        return new InstanceId(name);
    }

    /** Functions that start, work, rest and end instances as they like, and give back what they are asked for. */
    private static final class Model {
        private final Random random;
        private final long[] sizes;
        private final List<Tenant> tenants = new ArrayList<>();
        private final List<Want> wants = new ArrayList<>();
        private MemoryState state = MemoryState.empty(100);
        private long now = 1;
        private int started;

        Model(Random random) {
            this.random = random;
            this.sizes = new long[2 + random.nextInt(3)];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = i > 0 && random.nextInt(3) > 0 ? sizes[0] : 1 + random.nextInt(40);
            }
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                now += random.nextLong(REST / 4);
                step();
            }
            becomeFair();
        }

        private void step() {
            switch (random.nextInt(5)) {
                case 0, 1 -> want(random.nextInt(sizes.length));
                case 2 -> {
                    if (!tenants.isEmpty()) {
                        end(tenants.get(random.nextInt(tenants.size())).instance());
                    }
                }
                case 3 -> {
                    if (!tenants.isEmpty()) {
                        change(random.nextInt(tenants.size()));
                    }
                }
                default -> withdrawWish();
            }
        }

        private void want(int function) {
            Want want = new Want(id("i" + started++), "f" + function, "f" + function + "@1", sizes[function]);
            wants.add(want);
            perform(MemoryRules.reserve(state, want, tenants, now));
        }

        private void withdrawWish() {
            if (!wants.isEmpty()) {
                Want gone = wants.remove(random.nextInt(wants.size()));
                perform(MemoryRules.free(state, gone.instance(), tenants, now));
            }
        }

        private void end(InstanceId id) {
            if (tenants.removeIf(it -> it.instance().equals(id))) {
                perform(MemoryRules.free(state, id, tenants, now));
            }
        }

        private void change(int at) {
            Tenant tenant = tenants.get(at);
            int inFlight = random.nextInt(2);
            tenants.set(at, new Tenant(tenant.label(), warm(tenant.instance().value(), inFlight, now, now + 1)));
            perform(MemoryRules.review(state, tenants, now));
        }

        private void perform(Outcome outcome) {
            state = outcome.next();
            assertThat(state.reserved()).isBetween(0L, 100L);
            for (Step step : outcome.steps()) {
                switch (step) {
                    case Step.Grant it -> granted(it.instance());
                    case Step.Refuse it -> throw new AssertionError(it);
                    case Step.Reclaim it -> reclaimed(it.instance());
                    case Step.Withdraw it -> withdrawn(it.instance());
                }
            }
            assertThat(state.held()).hasSize(tenants.size());
            assertThat(state.waiting()).containsExactlyInAnyOrderElementsOf(wants);
        }

        private void granted(InstanceId id) {
            Want want = wants.stream()
                    .filter(it -> it.instance().equals(id))
                    .findFirst()
                    .orElseThrow();
            wants.remove(want);
            assertThat(wants)
                    .as("who holds least is served first")
                    .allMatch(it -> held(it.function()) >= held(want.function()) - want.bytes()
                            || it.function().equals(want.function()));
            tenants.add(new Tenant(want.label(), new Starting(id, now, Starting.Stage.BEGUN)));
        }

        private void reclaimed(InstanceId id) {
            assertThat(stateOf(id)).isInstanceOfSatisfying(Warm.class, warm -> assertThat(warm.idle())
                    .isTrue());
            end(id);
        }

        private void withdrawn(InstanceId id) {
            String function = tenants.stream()
                    .filter(it -> it.instance().equals(id))
                    .map(it -> it.label().substring(0, 2))
                    .findFirst()
                    .orElseThrow();
            assertThat(wants)
                    .as("for one that holds less")
                    .anyMatch(it -> held(function) > held(it.function()) + it.bytes());
            end(id);
        }

        private InstanceState stateOf(InstanceId id) {
            return tenants.stream()
                    .filter(it -> it.instance().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .state();
        }

        private long held(String function) {
            return state.held().values().stream()
                    .filter(it -> it.function().equals(function))
                    .mapToLong(MemoryState.Room::bytes)
                    .sum();
        }

        /** All are busy and want more: the steps come to an end, and who has most has not much more than who wants most. */
        private void becomeFair() {
            for (int i = 0; i < tenants.size(); i++) {
                Tenant tenant = tenants.get(i);
                tenants.set(i, new Tenant(tenant.label(), warm(tenant.instance().value(), 1, 0, now + 1)));
            }
            for (int function = 0; function < sizes.length; function++) {
                want(function);
                want(function);
            }
            for (int i = 0; i < 200; i++) {
                perform(MemoryRules.review(state, tenants, now));
            }
            assertThat(MemoryRules.review(state, tenants, now).steps()).isEmpty();
            if (LongStream.of(sizes).distinct().count() == 1) {
                long most = LongStream.range(0, sizes.length)
                        .map(it -> held("f" + it))
                        .max()
                        .orElse(0);
                assertThat(wants).allMatch(it -> held(it.function()) >= most - it.bytes());
            }
        }
    }
}
