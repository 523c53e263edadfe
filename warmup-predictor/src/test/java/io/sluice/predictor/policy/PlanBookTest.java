package io.sluice.predictor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanBookTest {

    private final PlanBook book = new PlanBook();
    private final Log log = new Log();

    @Test
    void target_ofTotalAndFree_isTheLargerOfBoth() {
        book.advance(0, log);
        book.plan(plan(1, Plan.Counting.TOTAL, 3, 0, 10, 0.5));
        book.plan(plan(2, Plan.Counting.TOTAL, 2, 0, 10, 0.5));
        book.plan(plan(3, Plan.Counting.FREE, 1, 0, 10, 0.5));
        book.plan(plan(4, Plan.Counting.FREE, 1, 0, 10, 0.5));

        assertThat(book.target("f", 0)).isEqualTo(3);
        assertThat(book.target("f", 2)).isEqualTo(4);
        assertThat(book.target("other", 2)).isEqualTo(2);
    }

    @Test
    void target_beforeAndAfterThePlan_isWhatIsBusy() {
        book.plan(plan(1, Plan.Counting.TOTAL, 3, 5, 10, 0.5));

        assertThat(book.target("f", 1)).isEqualTo(1);
        book.advance(5, log);
        assertThat(book.target("f", 1)).isEqualTo(3);
        book.advance(9, log);
        assertThat(book.target("f", 1)).isEqualTo(3);
        book.advance(10, log);
        assertThat(book.target("f", 1)).isEqualTo(1);
        assertThat(log.entries).containsExactly("began f", "ended f");
        assertThat(book.size()).isZero();
    }

    @Test
    void plan_ofTheSameKey_replaces() {
        book.advance(0, log);
        book.plan(plan(1, Plan.Counting.TOTAL, 3, 0, 10, 0.5));
        book.plan(plan(1, Plan.Counting.FREE, 1, 0, 20, 0.5));

        assertThat(book.target("f", 0)).isEqualTo(1);
        assertThat(book.nextChangeNanos()).isEqualTo(20);
        assertThat(book.size()).isEqualTo(1);
    }

    @Test
    void plan_thatIsOver_onlyTakesTheOthersPlace() {
        book.advance(0, log);
        book.plan(plan(1, Plan.Counting.TOTAL, 3, 0, 100, 0.5));
        book.advance(50, log);
        book.plan(plan(1, Plan.Counting.TOTAL, 3, 0, 50, 0.5));

        assertThat(book.size()).isZero();
        assertThat(book.target("f", 0)).isZero();
    }

    @Test
    void withdraw_ofNothing_saysSo() {
        book.plan(plan(1, Plan.Counting.TOTAL, 3, 0, 10, 0.5));

        assertThat(book.withdraw("f", 2)).isFalse();
        assertThat(book.withdraw("g", 1)).isFalse();
        assertThat(book.withdraw("f", 1)).isTrue();
        assertThat(book.withdraw("f", 1)).isFalse();
        assertThat(book.nextChangeNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void value_ofAnInstanceMore_isThatOfThePlansThatAskForIt() {
        book.advance(0, log);
        book.plan(plan(1, Plan.Counting.TOTAL, 1, 0, 10, 0.9));
        book.plan(plan(2, Plan.Counting.TOTAL, 3, 0, 10, 0.2));

        assertThat(book.value("f", 0)).isEqualTo(0.9);
        assertThat(book.value("f", 1)).isEqualTo(0.2);
        assertThat(book.value("f", 3)).isZero();
    }

    @Test
    void plan_withoutEnd_staysUntilItIsWithdrawn() {
        book.advance(0, log);
        book.plan(plan(1, Plan.Counting.TOTAL, 1, 0, Long.MAX_VALUE, 0.9));

        assertThat(book.nextChangeNanos()).isEqualTo(Long.MAX_VALUE);
        book.advance(Long.MAX_VALUE - 1, log);
        assertThat(book.target("f", 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void book_underRandomUse_saysWhatASimpleListSays(long seed) {
        Random random = new Random(seed);
        Reference reference = new Reference();
        book.advance(0, log);
        for (int step = 0; step < 3000; step++) {
            String function = "f" + random.nextInt(4);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    Plan plan = randomPlan(function, reference.now, random);
                    book.plan(plan);
                    reference.plan(plan);
                }
                case 2 -> {
                    long key = random.nextInt(6);
                    assertThat(book.withdraw(function, key)).isEqualTo(reference.withdraw(function, key));
                }
                default -> {
                    reference.now += random.nextInt(20);
                    book.advance(reference.now, log);
                    reference.forgetOver();
                }
            }
            reference.check(book, function, random.nextInt(5));
        }
    }

    private static Plan randomPlan(String function, long now, Random random) {
        long from = Math.max(0, now - 20 + random.nextInt(80));
        return new Plan(
                function,
                random.nextInt(6),
                random.nextBoolean() ? Plan.Counting.TOTAL : Plan.Counting.FREE,
                1 + random.nextInt(5),
                from,
                random.nextInt(10) == 0 ? Long.MAX_VALUE : from + 1 + random.nextInt(60),
                random.nextInt(11) / 10.0);
    }

    private static Plan plan(long key, Plan.Counting counting, int instances, long from, long until, double value) {
        return new Plan("f", key, counting, instances, from, until, value);
    }

    private static final class Log implements PlanBook.Changes {
        private final List<String> entries = new ArrayList<>();

        @Override
        public void began(String function) {
            entries.add("began " + function);
        }

        @Override
        public void ended(String function) {
            entries.add("ended " + function);
        }
    }

    /** Looks at every plan each time. */
    private static final class Reference {

        private record Key(String function, long key) {}

        private final Map<Key, Plan> plans = new HashMap<>();
        private long now;

        void plan(Plan plan) {
            plans.put(new Key(plan.function(), plan.key()), plan);
            forgetOver();
        }

        boolean withdraw(String function, long key) {
            return plans.remove(new Key(function, key)) != null;
        }

        void forgetOver() {
            plans.values().removeIf(plan -> plan.untilNanos() <= now);
        }

        private List<Plan> active(String function) {
            return plans.values().stream()
                    .filter(plan -> plan.function().equals(function) && plan.fromNanos() <= now)
                    .toList();
        }

        void check(PlanBook book, String function, int number) {
            int total = active(function).stream()
                    .filter(plan -> plan.counting() == Plan.Counting.TOTAL)
                    .mapToInt(Plan::instances)
                    .max()
                    .orElse(0);
            int free = active(function).stream()
                    .filter(plan -> plan.counting() == Plan.Counting.FREE)
                    .mapToInt(Plan::instances)
                    .sum();
            double value = active(function).stream()
                    .filter(plan -> plan.counting() == Plan.Counting.FREE || plan.instances() > number)
                    .mapToDouble(Plan::value)
                    .max()
                    .orElse(0);
            long next = plans.values().stream()
                    .mapToLong(plan -> plan.fromNanos() <= now ? plan.untilNanos() : plan.fromNanos())
                    .min()
                    .orElse(Long.MAX_VALUE);
            assertThat(book.target(function, number)).isEqualTo(Math.max(total, number + free));
            assertThat(book.value(function, number)).isEqualTo(value);
            assertThat(book.nextChangeNanos()).isEqualTo(next);
            assertThat(book.size()).isEqualTo(plans.size());
        }
    }
}
