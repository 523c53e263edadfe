package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.CallerStatistics;
import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.FunctionStatistics;
import io.sluice.predictor.statistics.Statistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was learned: here, which only this process writes, and elsewhere or before, which it doesn't. */
final class Learned {

    private Statistics own;
    private Statistics others;

    Learned(long epoch) {
        own = new Statistics(epoch);
        others = new Statistics(epoch);
    }

    Statistics own() {
        return own;
    }

    /** Replaces what was learned elsewhere or before, by what nobody changes any more; when that is of a later epoch, that one begins here too. */
    void setOthers(Statistics sum) {
        if (sum.epoch() > own.epoch()) {
            begin(sum.epoch());
        }
        others = sum;
        if (sum.epoch() < own.epoch()) {
            others = new Statistics(own.epoch());
            others.add(sum);
        }
    }

    /** Begins a new epoch when it is time, with nothing in it; says whether it did. */
    boolean roll(double now) {
        long epoch = Decay.epoch(now);
        if (epoch <= own.epoch()) {
            return false;
        }
        begin(epoch);
        return true;
    }

    private void begin(long epoch) {
        Statistics before = new Statistics(epoch);
        before.add(others);
        before.add(own);
        others = before;
        own = new Statistics(epoch);
    }

    /** All that is known of a function: its own statistics where there are no others. */
    FunctionStatistics view(String function, @Nullable FunctionStatistics here) {
        FunctionStatistics elsewhere = others.find(function);
        if (elsewhere == null) {
            return here == null ? new FunctionStatistics() : here;
        }
        FunctionStatistics sum = new FunctionStatistics();
        sum.add(elsewhere, 0);
        if (here != null) {
            sum.add(here, 0);
        }
        return sum;
    }

    /** What is known of a caller on behalf of an entry. */
    List<CallerStatistics> caller(String entry, String caller) {
        List<CallerStatistics> found = new ArrayList<>(2);
        CallerStatistics here = own.find(entry, caller);
        if (here != null) {
            found.add(here);
        }
        CallerStatistics elsewhere = others.find(entry, caller);
        if (elsewhere != null) {
            found.add(elsewhere);
        }
        return found;
    }

    /** The sum of all, as a copy. */
    Statistics sum() {
        Statistics sum = new Statistics(own.epoch());
        sum.add(others);
        sum.add(own);
        return sum;
    }

    void inherit(String function, String predecessor) {
        own.inherit(function, predecessor);
        others.inherit(function, predecessor);
    }
}
