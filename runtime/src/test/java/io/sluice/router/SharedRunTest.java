package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SharedRunTest {

    private static final FunctionVersion FUNCTION = Samples.version("demo/a", "1.0.0", "cache: {ttl: 60s}");
    private static final TraceContext TRACE = TraceContext.start(new Random(2));
    private static final Origin CLIENT = new Origin.Outside(new Caller("demo", false));

    private final SharedRun run = new SharedRun();

    /** A call that waits until that many milliseconds. */
    private static Waiter waiter(long millis) {
        Invocation invocation = new Invocation(
                "req-1",
                FunctionReference.parse("demo/a"),
                Payload.NOTHING,
                PayloadRoom.unbounded(),
                CLIENT,
                new Deadline(nanos(millis)),
                TRACE,
                Map.of());
        List<Waiter> made = new ArrayList<>();
        Uni.createFrom()
                .<Reply>emitter(emitter -> made.add(new Waiter(invocation, FUNCTION, emitter, 0)))
                .subscribe()
                .with(reply -> {}, failure -> {});
        return made.getFirst();
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private Waiter admitted(long millis) {
        Waiter waiter = waiter(millis);
        assertThat(run.admit(waiter)).isIn(SharedRun.Admission.LEADS, SharedRun.Admission.JOINED);
        return waiter;
    }

    @Test
    void first_leadsAndOthersJoin() {
        assertThat(run.admit(waiter(100))).isEqualTo(SharedRun.Admission.LEADS);
        assertThat(run.admit(waiter(100))).isEqualTo(SharedRun.Admission.JOINED);
        assertThat(run.admit(waiter(900))).isEqualTo(SharedRun.Admission.JOINED);
    }

    @Test
    void runThatIsOver_admitsNobody() {
        Waiter leader = admitted(100);
        Waiter joiner = admitted(100);

        assertThat(run.succeed()).containsExactly(leader, joiner);

        assertThat(run.isOver()).isTrue();
        assertThat(run.admit(waiter(100))).isEqualTo(SharedRun.Admission.OVER);
        assertThat(run.succeed()).isEmpty();
    }

    @Test
    void tooMany_areRefused() {
        for (int i = 0; i < SharedRun.MAX_WAITING; i++) {
            admitted(100);
        }

        assertThat(run.admit(waiter(100))).isEqualTo(SharedRun.Admission.FULL);
    }

    @Test
    void lastToLeave_endsTheRunAndStopsIt() {
        AtomicInteger stopped = new AtomicInteger();
        Waiter leader = admitted(100);
        Waiter joiner = admitted(100);
        assertThat(run.runs(run.record(), stopped::incrementAndGet)).isTrue();

        SharedRun.Departure first = run.leave(leader);
        assertThat(first.waited()).isTrue();
        assertThat(first.abandoned()).isFalse();
        first.stop();
        assertThat(stopped).hasValue(0);

        SharedRun.Departure last = run.leave(joiner);
        assertThat(last.abandoned()).isTrue();
        last.stop();
        assertThat(stopped).hasValue(1);
        assertThat(run.isOver()).isTrue();
    }

    @Test
    void whoHasLeft_cannotLeaveAgainAndGetsNothing() {
        Waiter leader = admitted(100);
        Waiter joiner = admitted(100);
        run.leave(joiner);

        assertThat(run.leave(joiner).waited()).isFalse();
        assertThat(run.succeed()).containsExactly(leader);
    }

    @Test
    void runThatStartsWhenAllHaveLeft_isToBeStopped() {
        run.leave(admitted(100));

        assertThat(run.runs(run.record(), () -> {})).isFalse();
    }

    @Test
    void failureInTime_isEverybodys() {
        Waiter leader = admitted(100);
        Waiter joiner = admitted(900);

        SharedRun.Verdict verdict = run.fail(nanos(50));

        assertThat(verdict.failed()).containsExactly(leader, joiner);
        assertThat(verdict.next()).isNull();
        assertThat(run.isOver()).isTrue();
    }

    @Test
    void failureWhenTheLeadersTimeIsOver_isForThoseWhoseTimeIsOverToo() {
        Waiter leader = admitted(100);
        Waiter equal = admitted(100);
        Waiter more = admitted(500);
        Waiter most = admitted(900);
        Waiter some = admitted(200);
        RunRecord first = run.record();

        SharedRun.Verdict verdict = run.fail(nanos(100));

        assertThat(verdict.failed()).containsExactly(leader, equal);
        assertThat(verdict.next()).isEqualTo(most);
        assertThat(run.isOver()).isFalse();
        assertThat(run.record()).isNotEqualTo(first);
        assertThat(run.runs(first, () -> {})).as("the first try").isFalse();
        assertThat(run.succeed()).containsExactly(more, most, some);
    }

    @Test
    void leaderThatHasGone_isStillTheOneWhoseTimeCounts() {
        Waiter leader = admitted(100);
        Waiter joiner = admitted(900);
        run.leave(leader);

        assertThat(run.fail(nanos(100)).next()).isEqualTo(joiner);
    }

    @Test
    void secondTry_failsLikeTheFirst() {
        admitted(100);
        Waiter joiner = admitted(900);
        run.fail(nanos(100));

        SharedRun.Verdict verdict = run.fail(nanos(300));

        assertThat(verdict.failed()).containsExactly(joiner);
        assertThat(verdict.next()).isNull();
    }

    /** Whatever happens in whatever order: who is admitted is answered or leaves, once, and nobody waits when it is over. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 20})
    void anySequence_endsEachWaiterOnce(int population) {
        for (int seed = 0; seed < 400; seed++) {
            new Model(new Random(seed), population).play(40);
        }
    }

    private static final class Model {
        private final Random random;
        private final int population;
        private final SharedRun run = new SharedRun();
        private final Set<Waiter> waiting = new HashSet<>();
        private long millis;

        Model(Random random, int population) {
            this.random = random;
            this.population = population;
        }

        void play(int steps) {
            for (int i = 0; i < steps; i++) {
                millis += random.nextInt(50);
                switch (random.nextInt(8)) {
                    case 0, 1, 2, 3 -> arrive();
                    case 4, 5 -> leave();
                    case 6 -> fail();
                    default -> {
                        if (random.nextInt(4) == 0) {
                            end(run.succeed());
                            assertThat(waiting).isEmpty();
                        }
                    }
                }
            }
        }

        private void arrive() {
            Waiter waiter = waiter(millis + random.nextInt(300));
            boolean over = run.isOver();
            SharedRun.Admission admission = waiting.size() < population ? run.admit(waiter) : null;
            if (admission != null) {
                assertThat(admission == SharedRun.Admission.OVER).isEqualTo(over);
                if (!over) {
                    waiting.add(waiter);
                }
            }
        }

        private void leave() {
            if (!waiting.isEmpty()) {
                Waiter waiter = waiting.iterator().next();
                waiting.remove(waiter);
                SharedRun.Departure departure = run.leave(waiter);
                assertThat(departure.waited()).isTrue();
                assertThat(departure.abandoned()).isEqualTo(waiting.isEmpty());
                assertThat(run.isOver()).isEqualTo(waiting.isEmpty());
            }
        }

        private void fail() {
            SharedRun.Verdict verdict = run.fail(nanos(millis));
            end(verdict.failed());
            assertThat(verdict.next() == null).isEqualTo(run.isOver());
            assertThat(waiting.isEmpty()).isEqualTo(run.isOver());
            if (verdict.next() != null) {
                assertThat(waiting).contains(verdict.next());
            }
        }

        private void end(List<Waiter> ended) {
            ended.forEach(waiter -> assertThat(waiting.remove(waiter)).isTrue());
        }
    }
}
