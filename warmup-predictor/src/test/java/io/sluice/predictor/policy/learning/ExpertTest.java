package io.sluice.predictor.policy.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.FunctionStatistics;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExpertTest {

    private static final Price PRICE = new Price(600, 10);
    private static final double HOUR = 3600;

    @Test
    void none_holdsNothing_fixed_holdsTenMinutes() {
        assertThat(ask(Expert.NONE, 5, 5, 5).count()).isZero();
        assertThat(ask(Expert.FIXED, 5, 5, 5).until(0)).isEqualTo(600);
    }

    @Test
    void keepAlive_ofShortAndHugeGaps_coversTheShortOnes() {
        Windows windows = ask(Expert.KEEP_ALIVE, repeat(20, 8, 9, 30_000));

        assertThat(windows.from(0)).isZero();
        assertThat(windows.until(0)).isBetween(9.0, 120.0);
    }

    @Test
    void keepAlive_ofHugeGaps_holdsLittle() {
        assertThat(ask(Expert.KEEP_ALIVE, repeat(30, 40_000)).held(40_000, 10)).isLessThan(60);
    }

    @Test
    void hazard_ofTwoKindsOfGaps_isWarmAboutEachAndNotBetween() {
        Windows windows = ask(Expert.HAZARD, repeat(20, 5, 3_600));

        assertThat(windows.covers(5)).isTrue();
        assertThat(windows.covers(1_000)).isFalse();
        assertThat(windows.covers(3_600)).isTrue();
    }

    @Test
    void periodic_ofATimer_isWarmOneSpanOfAFewPercent() {
        Windows windows = ask(Expert.PERIODIC, repeat(10, 900, 903));

        assertThat(windows.count()).isEqualTo(1);
        assertThat(windows.covers(900) && windows.covers(903)).isTrue();
        assertThat(windows.until(0) - windows.from(0)).isLessThan(0.04 * 900);
    }

    @Test
    void rhythmic_ofAnUnsteadyTimer_isWarmForItsRange() {
        Windows windows = ask(Expert.RHYTHMIC, repeat(6, 800, 850, 900, 950));

        assertThat(windows.covers(875)).isTrue();
        assertThat(windows.covers(400)).isFalse();
    }

    @Test
    void timerOrNot_afterOneGap_expectsItAgain() {
        Windows windows = ask(Expert.TIMER_OR_NOT, 3_600);

        assertThat(windows.covers(3_600)).isTrue();
        assertThat(windows.covers(2_500)).isFalse();
    }

    @Test
    void pool_ofWhatOthersDid_isFollowedWithoutOwnExperience() {
        Pool pool = new Pool(IdleLearner.COUNT);
        for (int i = 0; i < 100; i++) {
            pool.at(0).idle().add(i % 2 == 0 ? 20 : 50_000, 1);
            pool.at(0).add(1, new double[IdleLearner.COUNT]);
        }
        Windows windows = Expert.POOL.propose(outlook(new FunctionStatistics(), new RecentGaps(), pool, 0));

        assertThat(windows.covers(20)).isTrue();
        assertThat(windows.until(0)).isLessThan(120);
    }

    @Test
    void hourOfWeek_ofABusyHour_isWarmInThatHourOfTheNextWeeks() {
        FunctionStatistics function = new FunctionStatistics();
        double monday = 9 * HOUR;
        for (int week = 0; week < 4; week++) {
            for (int use = 0; use < 60; use++) {
                function.addHour(week * 168 * HOUR + monday + use * 60);
            }
        }
        double now = 4 * 168 * HOUR + 3 * HOUR;
        Windows windows =
                Expert.HOUR_OF_WEEK.propose(outlook(function, new RecentGaps(), new Pool(IdleLearner.COUNT), now));

        assertThat(windows.count()).isEqualTo(1);
        assertThat(windows.from(0)).isEqualTo(6 * HOUR);
        assertThat(windows.until(0)).isEqualTo(7 * HOUR);
    }

    @Test
    void recentGaps_beyondTheMost_forgetTheOldest() {
        RecentGaps recent = new RecentGaps();
        for (int i = 0; i < RecentGaps.MOST; i++) {
            recent.add(100);
        }
        for (int i = 0; i < RecentGaps.MOST; i++) {
            recent.add(2_000);
        }

        assertThat(recent.count()).isEqualTo(RecentGaps.MOST);
        assertThat(recent.last()).isEqualTo(2_000);
        assertThat(recent.windows(0.01, PRICE).covers(100)).isFalse();
        assertThat(recent.windows(0.01, PRICE).covers(2_000)).isTrue();
    }

    @Test
    void pageHinkley_ofARisenMean_saysSoOnce() {
        PageHinkley change = new PageHinkley();
        for (int i = 0; i < 100; i++) {
            assertThat(change.rises(0.1)).isFalse();
        }
        int alarms = 0;
        for (int i = 0; i < 20; i++) {
            alarms += change.rises(1) ? 1 : 0;
        }

        assertThat(alarms).isEqualTo(1);
    }

    @Test
    void learner_listensToTheExpertThatCostLeast() {
        FunctionStatistics function = new FunctionStatistics();
        IdleLearner learner = new IdleLearner(0, function.idle(0), 0);
        Pool pool = new Pool(IdleLearner.COUNT);
        double now = 0;
        for (int i = 0; i < 30; i++) {
            IdleLearner.Advice advice = learner.advise(() -> function, pool, PRICE, now);
            now += 1_800;
            learner.ended(advice, 1_800, function, PRICE, now);
        }
        IdleLearner.Advice advice = learner.advise(() -> function, pool, PRICE, now);

        assertThat(advice.windows().covers(1_800)).isTrue();
        assertThat(advice.windows().held(1_800, 10)).isLessThan(60);
        assertThat(learner.meanCost(advice.chosen())).isLessThan(learner.meanCost(Expert.FIXED.ordinal()));
    }

    @Test
    void idleTime_thatGoesOn_isKnownToThePoolAsUnused() {
        Pool pool = new Pool(IdleLearner.COUNT);
        FunctionStatistics function = new FunctionStatistics();
        IdleLearner learner = new IdleLearner(0, function.idle(0), 0);
        IdleTime idle = new IdleTime(0, learner.advise(() -> function, pool, PRICE, 0));
        idle.lookedAt(1_000, PRICE);
        idle.lookedAt(5_000, PRICE);

        assertThat(pool.at(0).count()).isEqualTo(1);
        assertThat(pool.at(0).idle().total()).isZero();
        assertThat(pool.at(0).meanCost(Expert.FIXED.ordinal())).isEqualTo(600);
        assertThat(pool.at(0).meanCost(Expert.NONE.ordinal())).isZero();
        idle.ended(6_000, PRICE);
        assertThat(pool.at(0).count()).isEqualTo(1);
        assertThat(pool.at(0).meanCost(Expert.FIXED.ordinal())).isEqualTo(1_200);
        assertThat(pool.at(0).meanCost(Expert.NONE.ordinal())).isEqualTo(600);
    }

    private static Windows ask(Expert expert, double... gaps) {
        FunctionStatistics function = new FunctionStatistics();
        RecentGaps recent = new RecentGaps();
        double now = 0;
        for (double gap : gaps) {
            now += gap;
            function.idle(0).add(gap, now);
            recent.add(gap);
        }
        return expert.propose(outlook(function, recent, new Pool(IdleLearner.COUNT), now));
    }

    private static Outlook outlook(FunctionStatistics function, RecentGaps recent, Pool pool, double now) {
        return new Outlook(function, function.idle(0), Decay.SLOW, recent, pool.at(0), PRICE, now);
    }

    private static double[] repeat(int times, double... gaps) {
        double[] all = new double[times * gaps.length];
        Arrays.setAll(all, i -> gaps[i % gaps.length]);
        return all;
    }
}
