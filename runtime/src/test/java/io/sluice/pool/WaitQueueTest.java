package io.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.pool.WaitLine.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WaitQueueTest {

    private record Asked(String caller, long number) implements Request {}

    private WaitQueue queue = WaitQueue.EMPTY;

    @Test
    void callsOfOneCaller_areServedAsTheyCame() {
        add("a", 1, 2, 3);
        assertThat(served(3)).containsExactly("a1", "a2", "a3");
    }

    @Test
    void callers_takeTurns() {
        add("a", 1, 2, 3);
        add("b", 4, 5);
        add("c", 6);
        assertThat(served(6)).containsExactly("a1", "b4", "c6", "a2", "b5", "a3");
    }

    @Test
    void callerWhoHoldsMore_waitsForThoseWhoHoldLess() {
        queue = queue.lent("a").lent("a");
        add("a", 1);
        add("b", 2, 3, 4);
        assertThat(served(4)).containsExactly("b2", "b3", "a1", "b4");
    }

    @Test
    void callerWhoGaveLeasesBack_isServedAgain() {
        queue = queue.lent("a").lent("a").returned("a").returned("a");
        add("a", 1);
        add("b", 2);
        assertThat(served(2)).containsExactly("a1", "b2");
    }

    @Test
    void givingBackMoreThanWasLent_changesNothing() {
        assertThat(queue.returned("a").held("a")).isZero();
    }

    @Test
    void callThatTookThePlaceOfAnother_isOfACallerWhoHasFewerWaiting() {
        add("a", 1, 2, 3);
        add("b", 4, 5);
        assertThat(queue.displacedBy("c")).extracting(WaitQueueTest::name).isEqualTo("a3");
        assertThat(queue.displacedBy("a")).isNull();
        assertThat(queue.displacedBy("b")).isNull();
    }

    @Test
    void ahead_countsOnlyThoseWhoseTurnComesBefore() {
        add("a", 1, 2, 3, 4, 5);
        add("b", 6);
        assertThat(queue.ahead("a")).isEqualTo(6);
        assertThat(queue.ahead("b")).isEqualTo(3);
        assertThat(queue.ahead("c")).isEqualTo(2);
    }

    @Test
    void since_isWhenTheQueueWasLastEmpty() {
        queue = queue.add(new Waiting(new Asked("a", 1), 10, 100)).add(new Waiting(new Asked("a", 2), 20, 100));
        queue = queue.granted(queue.first());
        assertThat(queue.since()).isEqualTo(10);
        queue = queue.granted(queue.first());
        assertThat(queue.since()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void first_ofAnEmptyQueue_isRefused() {
        assertThatThrownBy(queue::first).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anySequence_isAsASimpleListWouldHaveIt() {
        for (int seed = 0; seed < 300; seed++) {
            new Model(new Random(seed)).run(300);
        }
    }

    private void add(String caller, long... numbers) {
        for (long number : numbers) {
            queue = queue.add(new Waiting(new Asked(caller, number), number, 1000 + number));
        }
    }

    private List<String> served(int count) {
        List<String> served = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Waiting next = queue.first();
            served.add(name(next));
            queue = queue.granted(next);
        }
        assertThat(queue.isEmpty()).isTrue();
        return served;
    }

    private static String name(Waiting waiting) {
        return waiting.request().caller() + waiting.number();
    }

    /** The same with lists and maps. */
    private static final class Model {
        private final Random random;
        private final List<Waiting> waiting = new ArrayList<>();
        private final Map<String, Integer> held = new HashMap<>();
        private WaitQueue queue = WaitQueue.EMPTY;
        private long number;

        Model(Random random) {
            this.random = random;
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                WaitQueue before = queue;
                int size = before.size();
                step();
                assertThat(before.size()).as("a value").isEqualTo(size);
                check();
            }
        }

        private String caller() {
            return "c" + random.nextInt(1 + random.nextInt(6));
        }

        private void step() {
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> add();
                case 3 -> grant();
                case 4 -> giveBack();
                case 5 -> giveUp();
                case 6 -> late();
                case 7 -> keep();
                default -> lend();
            }
        }

        private void add() {
            // With gaps, so that the numbers' bits differ everywhere.
            number += 1 + random.nextLong(1L << random.nextInt(40));
            Waiting one = new Waiting(new Asked(caller(), number), number, random.nextLong(1000));
            waiting.add(one);
            queue = queue.add(one);
        }

        private void grant() {
            if (waiting.isEmpty()) {
                return;
            }
            Waiting next = queue.first();
            assertFair(next);
            waiting.remove(next);
            held.merge(next.request().caller(), 1, Integer::sum);
            queue = queue.granted(next);
        }

        private void assertFair(Waiting next) {
            String caller = next.request().caller();
            assertThat(waiting.stream()
                            .filter(it -> it.request().caller().equals(caller))
                            .findFirst())
                    .contains(next);
            assertThat(waiting).allSatisfy(it -> assertThat(held.getOrDefault(caller, 0))
                    .isLessThanOrEqualTo(held.getOrDefault(it.request().caller(), 0)));
        }

        private void lend() {
            String caller = caller();
            held.merge(caller, 1, Integer::sum);
            queue = queue.lent(caller);
        }

        private void giveBack() {
            held.keySet().stream().findAny().ifPresent(caller -> {
                held.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
                queue = queue.returned(caller);
            });
        }

        private void giveUp() {
            Request gone = waiting.isEmpty() || random.nextInt(4) == 0
                    ? new Asked(caller(), random.nextLong(1L << 40))
                    : waiting.get(random.nextInt(waiting.size())).request();
            waiting.removeIf(it -> it.request().equals(gone));
            queue = queue.without(gone);
        }

        private void late() {
            long time = random.nextLong(200);
            List<Waiting> late = new ArrayList<>();
            queue = queue.inTime(time, late::add);
            assertThat(late)
                    .containsExactlyInAnyOrderElementsOf(
                            waiting.stream().filter(it -> it.deadline() <= time).toList());
            waiting.removeAll(late);
        }

        private void keep() {
            int most = random.nextInt(30);
            Set<Waiting> others = new HashSet<>();
            queue = queue.keep(most, others::add);
            waiting.removeAll(others);
            assertThat(waiting).hasSizeLessThanOrEqualTo(most);
            assertThat(others.isEmpty()).isEqualTo(waiting.size() < most || others.isEmpty());
        }

        private void check() {
            assertThat(queue.size()).isEqualTo(waiting.size());
            assertThat(queue.isEmpty()).isEqualTo(waiting.isEmpty());
            assertThat(queue.earliest())
                    .isEqualTo(
                            waiting.stream().mapToLong(Waiting::deadline).min().orElse(Long.MAX_VALUE));
            held.forEach((caller, count) -> assertThat(queue.held(caller)).isEqualTo(count));
            String caller = caller();
            long own = count(caller);
            long most = waiting.stream()
                    .mapToLong(it -> count(it.request().caller()))
                    .max()
                    .orElse(0);
            Waiting other = queue.displacedBy(caller);
            assertThat(other != null).isEqualTo(most > own + 1);
            if (other != null) {
                assertThat(count(other.request().caller())).isEqualTo(most);
                assertThat(waiting.stream()
                                .filter(it -> it.request()
                                        .caller()
                                        .equals(other.request().caller()))
                                .max(Comparator.comparingLong(Waiting::number)))
                        .contains(other);
            }
        }

        private long count(String caller) {
            return waiting.stream()
                    .filter(it -> it.request().caller().equals(caller))
                    .count();
        }
    }
}
