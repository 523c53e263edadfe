package io.sluice.predictor.policy.learning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.statistics.Statistics;
import io.sluice.predictor.statistics.StatisticsCodec;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearningPolicyTest {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final Script script = new Script();

    @Test
    void calls_aFewSecondsApart_areKeptFor() {
        for (int i = 0; i < 20; i++) {
            script.run("f", 100);
            script.advance(5 * SECOND + i * 100);
        }
        script.run("f", 100);

        assertThat(script.planner.find("f", Plan.KEEP_ALIVE)).isNotNull().satisfies(plan -> {
            assertThat(plan.counting()).isEqualTo(Plan.Counting.TOTAL);
            assertThat(plan.instances()).isEqualTo(1);
            assertThat(plan.untilNanos())
                    .isBetween(Script.nanos(script.now() + 6 * SECOND), Script.nanos(script.now() + 2 * MINUTE));
        });
    }

    @Test
    void timer_isForecastWithinANarrowSpanAndNotKeptBefore() {
        timer("f", 15 * MINUTE, 12);
        long fellIdle = script.now();

        assertThat(script.planner.find("f", Plan.KEEP_ALIVE)).isNull();
        Plan forecast = requireNonNull(script.planner.find("f", Plan.FORECAST));
        long due = Script.nanos(fellIdle + 15 * MINUTE - 100);
        assertThat(forecast.fromNanos()).isBetween(due - Script.nanos(MINUTE), due - Script.nanos(SECOND));
        assertThat(forecast.untilNanos()).isBetween(due, due + Script.nanos(MINUTE));
        assertThat(forecast.value()).isGreaterThan(0.8);
    }

    @Test
    void timer_thatFires_endsTheForecast() {
        timer("f", 15 * MINUTE, 12);
        script.advance(15 * MINUTE - 100);
        script.call("f");

        assertThat(script.planner.find("f", Plan.FORECAST)).isNull();
    }

    @Test
    void changedRhythm_isFollowed() {
        timer("f", 15 * MINUTE, 40);
        timer("f", 25 * MINUTE, 25);
        Plan forecast = requireNonNull(script.planner.find("f", Plan.FORECAST));

        assertThat(forecast.untilNanos()).isGreaterThanOrEqualTo(Script.nanos(script.now() + 25 * MINUTE - 100));
    }

    @Test
    void secondInstance_isKeptByItsOwnIdleTimes() {
        for (int i = 0; i < 30; i++) {
            long first = script.call("f");
            long second = script.call("f");
            script.advance(SECOND);
            script.end(first);
            script.end(second);
            script.advance(8 * SECOND);
        }

        assertThat(script.planner.find("f", IdleKeeper.keepAliveKey(1)))
                .isNotNull()
                .extracting(Plan::instances)
                .isEqualTo(2);
    }

    @Test
    void callsThatShareAnInstance_needOne() {
        script.policy.setConcurrency("f", 10);
        for (int i = 0; i < 30; i++) {
            List<Long> calls = new ArrayList<>();
            for (int call = 0; call < 10; call++) {
                calls.add(script.call("f"));
            }
            script.advance(SECOND);
            calls.forEach(script::end);
            script.advance(8 * SECOND);
        }

        assertThat(script.planner.made()).isNotEmpty().allSatisfy(plan -> assertThat(plan.instances())
                .isEqualTo(1));
    }

    @Test
    void chain_whenItsEntryIsCalled_isPlannedWholeInTheOrderOfNeed() {
        for (int i = 0; i < 10; i++) {
            chain("a", "b", "c", "d");
        }
        long request = script.call("a");
        List<Plan> plans = script.planner.of(request);

        assertThat(plans).extracting(Plan::function).containsExactlyInAnyOrder("b", "c", "d");
        assertThat(plans).allSatisfy(plan -> {
            assertThat(plan.instances()).isEqualTo(1);
            assertThat(plan.fromNanos()).isEqualTo(Script.nanos(script.now()));
        });
        assertThat(value(plans, "b")).isGreaterThan(value(plans, "c"));
        assertThat(value(plans, "c")).isGreaterThan(value(plans, "d"));
    }

    @Test
    void callees_arePlannedInTheOrderInWhichTheyAreCalled() {
        script.run("late", 10);
        script.advance(MINUTE);
        for (int i = 0; i < 10; i++) {
            long request = script.call("a");
            for (String callee : List.of("early", "middle", "late")) {
                script.advance(200);
                script.end(script.call(callee, request));
            }
            script.end(request);
            script.advance(MINUTE);
        }
        int before = script.planner.made().size();
        long request = script.call("a");

        assertThat(script.planner.made().subList(before, script.planner.made().size()))
                .filteredOn(plan -> plan.key() == request)
                .extracting(Plan::function)
                .containsExactly("early", "middle", "late");
    }

    @Test
    void callThatComes_isNoLongerPlannedFor() {
        for (int i = 0; i < 10; i++) {
            chain("a", "b", "c");
        }
        long request = script.call("a");
        script.call("b", request);

        assertThat(script.planner.of(request)).extracting(Plan::function).containsExactly("c");
    }

    @Test
    void callerThatEndsWithoutCalling_withdrawsWhatHungOnIt() {
        for (int i = 0; i < 10; i++) {
            chain("a", "b", "c", "d");
        }
        long request = script.call("a");
        long inner = script.call("b", request);
        script.advance(50);
        script.end(inner);

        assertThat(script.planner.of(request)).isEmpty();
    }

    @Test
    void request_thatIsOver_leavesNoPlans() {
        for (int i = 0; i < 10; i++) {
            chain("a", "b", "c");
        }
        long request = script.call("a");
        script.end(request);

        assertThat(script.planner.of(request)).isEmpty();
    }

    @Test
    void branch_isPlannedByItsProbability() {
        for (int i = 0; i < 40; i++) {
            chain("a", i % 4 == 0 ? "often" : i == 1 ? "hardly" : "mostly");
        }
        List<Plan> plans = script.planner.of(script.call("a"));

        assertThat(plans).extracting(Plan::function).containsExactlyInAnyOrder("mostly", "often");
        assertThat(value(plans, "mostly")).isCloseTo(0.73, within(0.03));
        assertThat(value(plans, "often")).isCloseTo(0.25, within(0.03));
    }

    @Test
    void fanOut_isPlannedInItsWidth_oneLessForEachThatComes() {
        for (int i = 0; i < 10; i++) {
            fanOut("a", "b", 5);
        }
        long request = script.call("a");

        assertThat(script.planner.of(request)).extracting(Plan::instances).containsExactly(5);
        script.call("b", request);
        script.call("b", request);
        assertThat(script.planner.of(request)).extracting(Plan::instances).containsExactly(3);
    }

    @Test
    void callsThatWereAnnounced_arePlannedAtOnceThoughNothingWasLearned() {
        long request = script.call("a");

        expect(request, "b", 8);

        assertThat(script.planner.of(request)).singleElement().satisfies(plan -> {
            assertThat(plan.function()).isEqualTo("b");
            assertThat(plan.instances()).isEqualTo(8);
            assertThat(plan.fromNanos()).isEqualTo(Script.nanos(script.now()));
        });
        script.call("b", request);
        assertThat(script.planner.of(request)).extracting(Plan::instances).containsExactly(7);
    }

    @Test
    void callsThatWereAnnounced_andDoNotCome_areTakenBackWithTheirRequest() {
        long request = script.call("a");
        expect(request, "b", 8);

        script.end(request);

        assertThat(script.planner.of(request)).isEmpty();
    }

    @Test
    void announcement_beyondWhatWasLearned_addsTheRest() {
        script.ready("b", 100);
        for (int i = 0; i < 10; i++) {
            fanOut("a", "b", 5);
        }
        long request = script.call("a");

        expect(request, "b", 3);
        assertThat(script.planner.of(request)).extracting(Plan::instances).containsExactly(5);
        expect(request, "b", 64);
        assertThat(script.planner.of(request)).extracting(Plan::instances).containsExactly(64);
    }

    @Test
    void announcement_ofMoreThanTheMemoryHolds_isPlannedAsFarAsItDoes() {
        Script small = new Script(Duration.ofMinutes(10), 1L << 30);
        small.ready("b", 300);
        long request = small.call("a");

        small.tell(new CallsExpected(request, "b", 64, Script.nanos(small.now())));

        assertThat(small.planner.of(request)).singleElement().satisfies(plan -> assertThat(plan.instances())
                .isBetween(3, 4));
    }

    @Test
    void announcement_ofACallThatIsNotKnown_isCountedAndIgnored() {
        expect(99, "b", 8);

        assertThat(script.policy.counts().unknown()).isEqualTo(1);
        assertThat(script.planner.made()).isEmpty();
    }

    private void expect(long call, String function, int atOnce) {
        script.tell(new CallsExpected(call, function, atOnce, Script.nanos(script.now())));
    }

    @Test
    void callsOneAfterTheOther_needOneInstance() {
        for (int i = 0; i < 10; i++) {
            long request = script.call("a");
            for (int calls = 0; calls < 5; calls++) {
                long inner = script.call("b", request);
                script.advance(20);
                script.end(inner);
            }
            script.end(request);
            script.advance(SECOND);
        }

        assertThat(script.planner.of(script.call("a")))
                .extracting(Plan::instances)
                .containsExactly(1);
    }

    @Test
    void helper_sharedByTwoEntries_leadsToWhatItsEntryLeadsTo() {
        for (int i = 0; i < 20; i++) {
            chain("analyze", "clean", "sentiment");
            chain("report", "clean", "render");
        }

        assertThat(script.planner.of(script.call("analyze")))
                .extracting(Plan::function)
                .containsExactlyInAnyOrder("clean", "sentiment");
        assertThat(script.planner.of(script.call("report")))
                .extracting(Plan::function)
                .containsExactlyInAnyOrder("clean", "render");
    }

    @Test
    void entry_neverSeen_usesWhatItsFunctionDidForOthers() {
        for (int i = 0; i < 20; i++) {
            chain("a", "b");
        }

        assertThat(script.planner.of(script.call("a", "another operation", 0)))
                .extracting(Plan::function)
                .containsExactly("b");
    }

    @Test
    void lateStep_ofAWarmEntry_isStartedJustInTime() {
        for (int i = 0; i < 20; i++) {
            long request = script.call("a");
            script.advance(20 * SECOND);
            long inner = script.call("late", request);
            script.ready("late", 1_000);
            script.advance(100);
            script.end(inner);
            script.end(request);
            script.advance(3 * SECOND);
        }
        Plan plan = script.planner.of(script.call("a")).getFirst();

        assertThat(plan.fromNanos() - Script.nanos(script.now()))
                .isBetween(Script.nanos(10 * SECOND), Script.nanos(19 * SECOND));
        assertThat(plan.untilNanos()).isGreaterThan(Script.nanos(script.now() + 20 * SECOND));
    }

    @Test
    void wideStep_isStartedAsMuchEarlierAsItsStartsTakeOnTheProcessors() {
        Script two = new Script(Duration.ofMinutes(10), Long.MAX_VALUE, 2);
        for (int i = 0; i < 20; i++) {
            wideStep(two, 40 * SECOND, 32, 500);
        }
        Plan plan = two.planner.of(two.call("a")).getFirst();

        assertThat(plan.instances()).isEqualTo(32);
        // Sixteen starts of a second one after the other, on each of two processors.
        assertThat(plan.fromNanos() - Script.nanos(two.now()))
                .isBetween(Script.nanos(10 * SECOND), Script.nanos(24 * SECOND));
    }

    @Test
    void wideStep_ofCallsThatAreOverMuchSoonerThanAStart_getsFewInstances() {
        for (int i = 0; i < 20; i++) {
            wideStep(script, SECOND, 64, 2);
        }
        Plan plan = script.planner.of(script.call("a")).getFirst();

        assertThat(plan.instances()).isEqualTo(8);
    }

    @Test
    void announcement_ofCallsThatAreOverMuchSoonerThanAStart_plansFew() {
        for (int i = 0; i < 20; i++) {
            wideStep(script, SECOND, 64, 2);
        }
        long other = script.call("other");

        expect(other, "wide", 64);

        assertThat(script.planner.of(other)).singleElement().satisfies(plan -> assertThat(plan.instances())
                .isEqualTo(8));
    }

    /** A request that calls so many at once after a while; a start takes a second. */
    private static void wideStep(Script script, long after, int width, long millisEach) {
        long request = script.call("a");
        script.advance(after);
        List<Long> calls = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            calls.add(script.call("wide", request));
        }
        script.ready("wide", SECOND);
        script.advance(millisEach);
        calls.forEach(script::end);
        script.end(request);
        script.advance(3 * SECOND);
    }

    @Test
    void closure_isKeptWithItsEntry() {
        for (int i = 0; i < 10; i++) {
            chain("a", "b");
            script.advance(3 * SECOND);
        }

        Plan entry = requireNonNull(script.planner.find("a", Plan.KEEP_ALIVE));
        assertThat(script.planner.made())
                .filteredOn(plan -> plan.function().equals("b") && plan.key() != Plan.FORECAST)
                .anyMatch(plan -> plan.untilNanos() >= entry.untilNanos() - Script.nanos(SECOND));
    }

    @Test
    void eventsThatContradict_areCountedAndIgnored() {
        script.run("f", 10);
        script.tell(new CallEnded(1, "f", 0, CallEnded.Warmth.WARM, Script.nanos(script.now())));
        script.tell(new CallEnded(99, "g", 0, CallEnded.Warmth.WARM, Script.nanos(script.now())));
        script.tell(new CallStarted(7, 98, "g", "e", "f", Script.nanos(script.now())));
        script.tell(new CallStarted(8, 0, "g", "g", null, 1));
        script.tell(new CallStarted(8, 0, "g", "g", null, Script.nanos(script.now())));

        assertThat(script.policy.counts().unknown()).isEqualTo(4);
        assertThat(script.policy.counts().stepsBack()).isEqualTo(1);
        assertThat(script.policy.graph()).isEmpty();
    }

    @Test
    void callsThatNeverEnd_areForgottenOldestFirst() {
        for (int i = 0; i < CallTable.MOST + 10; i++) {
            script.call("f");
        }

        assertThat(script.policy.counts().lost()).isEqualTo(10);
    }

    @Test
    void sameEvents_giveTheSamePlans() {
        assertThat(plansOfRandomEvents(3)).isEqualTo(plansOfRandomEvents(3)).isNotEmpty();
    }

    @Test
    void plans_ofWhateverHappens_stayWithinBounds() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(plansOfRandomEvents(seed))
                    .allSatisfy(plan -> assertThat(plan.instances()).isBetween(1, Steps.instances(Steps.COUNT - 1)));
        }
    }

    @Test
    void request_planForFunctionThatExceedsTheMemory_isNotMade() {
        LearningPolicy small =
                new LearningPolicy(new PolicySettings(PolicySettings.DEFAULT.tau(), null, 100L << 20, 0, 1, null));
        small.adopt(new Statistics(0));
        script.ready("b", 500);
        for (int i = 0; i < 10; i++) {
            chain("a", "b");
        }
        small.adopt(script.policy.own());
        small.record(new io.sluice.predictor.trace.InstanceReady("b", 1, 256L << 20, 0), script.planner);
        small.record(new CallStarted(1_000_000, 0, "a", "a", null, Script.nanos(script.now())), script.planner);

        assertThat(script.planner.of(1_000_000)).isEmpty();
    }

    @Test
    void adopt_whatAnotherOneLearned_isUsedAtOnce() throws Exception {
        timer("f", 15 * MINUTE, 12);
        for (int i = 0; i < 10; i++) {
            chain("a", "b");
        }
        Statistics written = StatisticsCodec.decode(StatisticsCodec.encode(script.policy.own()));
        Script restarted = new Script();
        restarted.policy.adopt(written);
        restarted.at(script.now());

        assertThat(restarted.planner.of(restarted.call("a")))
                .extracting(Plan::function)
                .containsExactly("b");
        assertThat(restarted.policy.graph()).hasSize(1);
        assertThat(restarted.policy.explain("f")).isPresent();
    }

    @Test
    void inherit_leadsToWhatThePredecessorLedTo() {
        for (int i = 0; i < 10; i++) {
            chain("a", "b");
        }
        script.policy.inherit("a2", "a");

        assertThat(script.planner.of(script.call("a2", "a2", 0)))
                .extracting(Plan::function)
                .contains("b");
    }

    @Test
    void explain_saysForecastReasonsCostsAndEdges() {
        for (int i = 0; i < 10; i++) {
            chain("a", "b");
            script.advance(3 * SECOND);
        }
        Explanation entry = script.policy.explain("a").orElseThrow();
        assertThat(entry.forecast()).isNotEmpty();
        assertThat(entry.reasons()).extracting(Explanation.Reason::why).anyMatch(why -> why.startsWith("kept idle"));
        assertThat(entry.experts()).hasSize(Expert.values().length);
        assertThat(entry.experts()).filteredOn(Explanation.ExpertCost::chosen).hasSize(1);
        assertThat(entry.out()).singleElement().satisfies(edge -> {
            assertThat(edge.callee()).isEqualTo("b");
            assertThat(edge.probability()).isEqualTo(1);
        });
        long request = script.call("a");

        assertThat(script.policy.explain("b").orElseThrow().reasons())
                .extracting(Explanation.Reason::why)
                .anyMatch(why -> why.startsWith("foreseen in request " + request + " of 'a'"));
        assertThat(script.policy.explain("nobody")).isEmpty();
    }

    private List<Plan> plansOfRandomEvents(long seed) {
        Random random = new Random(seed);
        Script events = new Script();
        List<Long> open = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            events.advance(random.nextInt(random.nextInt(20) == 0 ? 600_000 : 500));
            if (open.isEmpty() || random.nextInt(3) > 0 && open.size() < 40) {
                boolean outside = open.isEmpty() || random.nextInt(4) == 0;
                String function = "f" + random.nextInt(8);
                open.add(
                        outside ? events.call(function) : events.call(function, open.get(random.nextInt(open.size()))));
            } else {
                events.end(open.remove(random.nextInt(open.size())));
            }
        }
        return events.planner.made();
    }

    private static double value(List<Plan> plans, String function) {
        return plans.stream()
                .filter(plan -> plan.function().equals(function))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private void timer(String function, long periodMillis, int times) {
        for (int i = 0; i < times; i++) {
            script.advance(periodMillis - 100);
            script.run(function, 100);
        }
    }

    /** Each function calls the next one. */
    private void chain(String... functions) {
        List<Long> calls = new ArrayList<>();
        for (String function : functions) {
            calls.add(calls.isEmpty() ? script.call(function) : script.call(function, calls.getLast()));
            script.advance(30);
        }
        for (long call : calls.reversed()) {
            script.end(call);
        }
        script.advance(SECOND);
    }

    private void fanOut(String entry, String callee, int width) {
        long request = script.call(entry);
        List<Long> calls = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            calls.add(script.call(callee, request));
        }
        script.advance(30);
        calls.forEach(script::end);
        script.end(request);
        script.advance(SECOND);
    }
}
