package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StartLaneTest {

    private final Deque<Runnable> alarms = new ArrayDeque<>();
    private final Map<InstanceId, Long> cpu = new HashMap<>();
    private final List<String> begun = new ArrayList<>();
    private long now = 1_000_000;

    private final InstanceDriver driver = new InstanceDriver() {
        private final FakeDriver fake = new FakeDriver(false);

        @Override
        public io.smallrye.mutiny.Uni<Instance> start(InstanceId id, InstanceSpec spec) {
            return fake.start(id, spec);
        }

        @Override
        public long cpuNanos(InstanceId id) {
            return cpu.getOrDefault(id, -1L);
        }

        @Override
        public io.smallrye.mutiny.Uni<Void> close() {
            return fake.close();
        }
    };
    private final StartLane lane = new StartLane(
            2,
            new PoolNode(
                    driver,
                    KeepAlive.AS_SET,
                    PoolListener.NONE,
                    new Serial(Runnable::run),
                    (_, task) -> {
                        alarms.add(task);
                        return () -> {};
                    },
                    () -> now));

    private final class Wish implements StartLane.Start {
        private final InstanceId id;
        private boolean awaited;
        private List<InstanceId> atWork = List.of();

        private Wish(String name) {
            this.id = new InstanceId(name);
        }

        @Override
        public InstanceId id() {
            return id;
        }

        @Override
        public boolean isAwaited() {
            return awaited;
        }

        @Override
        public Object version() {
            return this;
        }

        @Override
        public List<InstanceId> atWork() {
            return atWork;
        }

        @Override
        public void begin() {
            begun.add(id.value());
        }
    }

    private Wish enter(String name) {
        Wish wish = new Wish(name);
        lane.enter(wish);
        return wish;
    }

    /** Lets the time of one look pass, in which the instances have used so much of a processor each. */
    private void look(double share, String... instances) {
        now += StartLane.LOOK.toNanos();
        for (String instance : instances) {
            cpu.merge(new InstanceId(instance), (long) (share * StartLane.LOOK.toNanos()), Long::sum);
        }
        alarms.remove().run();
    }

    @Test
    void starts_beginAtOnceWhileThereAreProcessors() {
        enter("a");
        enter("b");
        enter("c");

        assertThat(begun).containsExactly("a", "b");
        assertThat(lane.waiting()).isEqualTo(1);
    }

    @Test
    void startThatEnded_leavesItsPlaceToTheOneThatCameFirst() {
        enter("a");
        enter("b");
        enter("sooner");
        enter("later");

        lane.leave(new InstanceId("a"));

        assertThat(begun).containsExactly("a", "b", "sooner");
    }

    @Test
    void startThatACallWaitsFor_goesBeforeAllOthers() {
        enter("a");
        enter("b");
        enter("sooner");
        enter("awaited").awaited = true;

        lane.leave(new InstanceId("b"));

        assertThat(begun).containsExactly("a", "b", "awaited");
    }

    @Test
    void startThatWaits_leavesItsPlaceUntilItComputesAgain() {
        enter("a");
        enter("b");
        enter("c");
        enter("d");

        look(0.3, "a", "b");
        assertThat(begun).containsExactly("a", "b");

        look(0.02, "a");
        assertThat(begun).containsExactly("a", "b", "c", "d");
    }

    @Test
    void startThatTakesLong_doesNotKeepTheOthersFromStarting() {
        enter("a");
        enter("b");
        enter("c");

        for (long passed = 0;
                passed < StartLane.LONGEST.toMillis() - StartLane.LOOK.toMillis();
                passed += StartLane.LOOK.toMillis()) {
            assertThat(begun).containsExactly("a", "b");
            look(1.0, "a", "b");
        }
        look(1.0, "a", "b");
        assertThat(begun).containsExactly("a", "b", "c");
    }

    @Test
    void startWhoseUseIsNotKnown_counts() {
        enter("a");
        enter("b");
        enter("c");

        look(0);
        look(0);

        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void startThatIsNotWantedAnyMore_isForgotten() {
        enter("a");
        enter("b");
        enter("c");

        lane.leave(new InstanceId("c"));
        lane.leave(new InstanceId("a"));

        assertThat(begun).containsExactly("a", "b");
        assertThat(lane.waiting()).isZero();
    }

    @Test
    void startOfAVersionWhoseInstancesKeepTheProcessorsBusy_waitsUntilTheyDoNot() {
        enter("a");
        enter("b");
        enter("more").atWork = List.of(new InstanceId("busy"), new InstanceId("busy too"));
        look(1.0, "a", "b", "busy", "busy too");
        look(1.0, "a", "b", "busy", "busy too");

        lane.leave(new InstanceId("a"));
        enter("other");
        assertThat(begun).containsExactly("a", "b", "other");

        lane.leave(new InstanceId("other"));
        look(1.0, "b");
        assertThat(begun).containsExactly("a", "b", "other", "more");
    }

    @Test
    void startOfAVersionWhoseInstancesKeepTheProcessorsBusyForLong_doesNotWaitForTheirEnd() {
        enter("a");
        enter("b");
        enter("more").atWork = List.of(new InstanceId("busy"), new InstanceId("busy too"));
        look(1.0, "busy", "busy too");
        look(1.0, "busy", "busy too");
        lane.leave(new InstanceId("a"));

        for (long passed = 0; passed < StartLane.LONGEST.toMillis(); passed += StartLane.LOOK.toMillis()) {
            assertThat(begun).containsExactly("a", "b");
            look(1.0, "busy", "busy too");
        }

        assertThat(begun).containsExactly("a", "b", "more");
    }

    @Test
    void startOfAVersionWhoseInstancesWait_goesOn() {
        enter("a");
        enter("b");
        enter("more").atWork = List.of(new InstanceId("waiting"), new InstanceId("computing"));
        look(1.0, "a", "b", "computing");
        look(1.0, "a", "b", "computing");

        lane.leave(new InstanceId("a"));

        assertThat(begun).containsExactly("a", "b", "more");
    }

    @Test
    void looks_endWithTheLastThatWaits() {
        enter("a");
        enter("b");
        enter("c");
        lane.leave(new InstanceId("a"));

        look(1.0, "b", "c");

        assertThat(alarms).isEmpty();
        assertThat(StartLane.LOOK).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
}
