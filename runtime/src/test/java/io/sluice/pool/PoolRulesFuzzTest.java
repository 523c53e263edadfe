package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sequences of events against a simple model of what must hold, whatever happens. */
final class PoolRulesFuzzTest {

    private static final long MILLI = 1_000_000;

    private record Asked(long number, String caller) implements Request {}

    private record Held(InstanceId instance, String caller, long since) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void anySequence_keepsTheInvariants(int concurrency) {
        for (int seed = 0; seed < 1_500; seed++) {
            new Model(new Random(seed), concurrency).run(200);
        }
    }

    /** Plays the world around the rules and checks every action. */
    private static final class Model {
        private final Random random;
        private final PoolSettings settings;
        private final Map<Request, Long> waiting = new HashMap<>();
        private final List<Held> leases = new ArrayList<>();
        private final Map<String, Long> lastGranted = new HashMap<>();
        private final Set<InstanceId> wanting = new HashSet<>();
        private final Set<InstanceId> starting = new HashSet<>();
        private final Set<InstanceId> ready = new HashSet<>();
        private final Set<InstanceId> unfit = new HashSet<>();
        private final Set<InstanceId> stopping = new HashSet<>();
        private PoolState state;
        private long now = 1;
        private int asked;

        Model(Random random, int concurrency) {
            this.random = random;
            this.settings = new PoolSettings(
                    concurrency,
                    1 + random.nextInt(4),
                    1 + random.nextInt(12),
                    random.nextBoolean() ? null : Duration.ofMillis(random.nextInt(50)),
                    Duration.ofMillis(20),
                    Duration.ZERO);
            this.state = PoolState.empty(settings, "i-");
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                now += random.nextInt(10) == 0 ? random.nextLong(900 * MILLI) : random.nextLong(3 * MILLI);
                step();
            }
            apply(new PoolEvent.Closed());
            assertThat(waiting).isEmpty();
            while (!leases.isEmpty()) {
                giveBack();
            }
            for (InstanceId id : List.copyOf(stopping)) {
                exit(id);
            }
            assertThat(state.ended()).as("ended: %s", state).isTrue();
            assertThat(ready).isEmpty();
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> ask();
                case 4, 5 -> giveBack();
                case 6 -> pick(wanting).ifPresent(id -> apply(new PoolEvent.RoomGranted(id)));
                case 7 -> pick(starting).ifPresent(this::started);
                case 8 -> pick(stopping).ifPresent(this::exit);
                case 9 -> apply(new PoolEvent.Tick());
                case 10 -> pick(waiting.keySet()).ifPresent(this::cancel);
                default -> rare();
            }
        }

        private void rare() {
            switch (random.nextInt(7)) {
                case 0 -> pick(starting).ifPresent(this::startFailed);
                case 1 -> pick(ready).ifPresent(this::exit);
                case 2 -> pick(wanting).ifPresent(this::refused);
                case 3 -> apply(new PoolEvent.WarmRequested(random.nextInt(4), now + random.nextLong(500 * MILLI)));
                case 4 -> pick(ready).ifPresent(id -> apply(new PoolEvent.RoomReclaimed(id)));
                case 5 -> pick(random.nextBoolean() ? ready : starting).ifPresent(this::withdrawn);
                default -> apply(new PoolEvent.Released());
            }
        }

        private void ask() {
            Asked request = new Asked(asked++, "c" + random.nextInt(1 + random.nextInt(4)));
            long deadline = now + random.nextLong(200 * MILLI);
            waiting.put(request, deadline);
            apply(new PoolEvent.LeaseRequested(request, deadline));
        }

        private void cancel(Request request) {
            waiting.remove(request);
            apply(new PoolEvent.RequestCancelled(request));
        }

        private void giveBack() {
            if (!leases.isEmpty()) {
                Held lease = leases.remove(random.nextInt(leases.size()));
                boolean reusable = random.nextInt(8) > 0;
                if (!reusable) {
                    unfit.add(lease.instance());
                }
                apply(new PoolEvent.LeaseReturned(
                        lease.instance(),
                        lease.caller(),
                        now - lease.since(),
                        reusable,
                        settings.idle().toNanos()));
            }
        }

        private void started(InstanceId id) {
            starting.remove(id);
            ready.add(id);
            apply(new PoolEvent.InstanceReady(id, settings.idle().toNanos()));
        }

        private void startFailed(InstanceId id) {
            starting.remove(id);
            apply(new PoolEvent.StartFailed(id, "broken"));
        }

        private void refused(InstanceId id) {
            wanting.remove(id);
            apply(new PoolEvent.RoomRefused(id, "too large"));
        }

        private void withdrawn(InstanceId id) {
            unfit.add(id);
            apply(new PoolEvent.RoomWithdrawn(id));
        }

        private void exit(InstanceId id) {
            ready.remove(id);
            stopping.remove(id);
            apply(new PoolEvent.InstanceExited(id, "gone"));
        }

        private void apply(PoolEvent event) {
            boolean wasClosed = state.closed();
            Decision decision = PoolRules.decide(state, event, now);
            state = decision.next();
            decision.actions().forEach(action -> check(action, event, wasClosed));
            assertThat(state.instances()).hasSizeLessThanOrEqualTo(settings.maxInstances());
            assertThat(state.waiting().size()).isLessThanOrEqualTo(settings.maxQueue());
            assertThat(state.waiting().size()).isEqualTo(waiting.size());
            assertThat(decision.wakeAt()).isGreaterThan(now);
            assertThat(waiting.values()).allMatch(deadline -> deadline > now);
            state.instances().forEach(this::checkLeases);
            if (!waiting.isEmpty()) {
                assertThat(state.instances()).as("somebody to wait for").isNotEmpty();
            }
        }

        /** An instance counts the very leases on it, so none is idle and leased at once. */
        private void checkLeases(InstanceState instance) {
            long leased = leasesOn(instance.id());
            boolean counted =
                    switch (instance) {
                        case InstanceState.Warm warm -> warm.inFlight() == leased && warm.idle() == (leased == 0);
                        case InstanceState.Draining draining -> draining.inFlight() == leased;
                        case InstanceState.Starting _ -> leased == 0;
                        case InstanceState.Stopping _ -> true;
                    };
            if (!counted) {
                throw new AssertionError(instance + " has " + leased + " leases");
            }
        }

        private void check(PoolAction action, PoolEvent event, boolean wasClosed) {
            switch (action) {
                case PoolAction.ReserveRoom it -> {
                    assertThat(wasClosed).isFalse();
                    assertThat(now).isGreaterThanOrEqualTo(state.retryAt());
                    wanting.add(it.instance());
                }
                case PoolAction.StartInstance it -> {
                    assertThat(wanting.remove(it.instance())).isTrue();
                    starting.add(it.instance());
                }
                case PoolAction.AbandonStart it ->
                    assertThat(wanting.remove(it.instance()) || starting.remove(it.instance()))
                            .isTrue();
                case PoolAction.StopInstance it -> {
                    assertThat(ready.remove(it.instance())).isTrue();
                    stopping.add(it.instance());
                }
                case PoolAction.FreeRoom it ->
                    assertThat(state.instances()).noneMatch(left -> left.id().equals(it.instance()));
                case PoolAction.GrantLease it -> granted(it);
                case PoolAction.RejectLease it -> rejected(it, event);
            }
        }

        private void rejected(PoolAction.RejectLease it, PoolEvent event) {
            Long deadline = waiting.remove(it.request());
            assertThat(deadline).as("answered once").isNotNull();
            assertThat(it.retryAfter()).isPositive();
            if (it.why() == PoolAction.Rejection.OVERLOADED
                    && deadline > now
                    && event instanceof PoolEvent.LeaseRequested asked
                    && asked.request() != it.request()) {
                String modest = asked.request().caller();
                assertThat(waitingOf(it.request().caller()))
                        .as("displaced by a caller who has fewer")
                        .isGreaterThanOrEqualTo(waitingOf(modest))
                        .isGreaterThan(0);
                assertThat(modest).isNotEqualTo(it.request().caller());
            }
        }

        private long waitingOf(String caller) {
            return waiting.keySet().stream()
                    .filter(it -> it.caller().equals(caller))
                    .count();
        }

        private long heldBy(String caller) {
            return leases.stream().filter(it -> it.caller().equals(caller)).count();
        }

        private long leasesOn(InstanceId id) {
            return leases.stream().filter(it -> it.instance().equals(id)).count();
        }

        private void granted(PoolAction.GrantLease it) {
            assertThat(waiting.remove(it.request()))
                    .as("answered once, in time")
                    .isGreaterThan(now);
            assertThat(ready).contains(it.instance());
            assertThat(unfit).doesNotContain(it.instance());
            assertFair(it.request());
            leases.add(new Held(it.instance(), it.request().caller(), now));
            assertThat(leasesOn(it.instance())).isLessThanOrEqualTo(settings.concurrency());
        }

        private void assertFair(Request request) {
            long held = heldBy(request.caller());
            assertThat(waiting.keySet()).as("none who waits holds less").allMatch(it -> heldBy(it.caller()) >= held);
            Long before = lastGranted.put(request.caller(), request.number());
            assertThat(before == null || before < request.number())
                    .as("in order")
                    .isTrue();
        }

        private <T> Optional<T> pick(Set<T> of) {
            return of.stream()
                    .skip(of.isEmpty() ? 0 : random.nextInt(of.size()))
                    .findFirst();
        }
    }
}
