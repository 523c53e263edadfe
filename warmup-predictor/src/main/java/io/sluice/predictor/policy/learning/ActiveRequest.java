package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An outermost call in progress, with all that it led to, and what it is going to need. */
final class ActiveRequest {

    private final long number;
    private final String entry;
    private final FunctionState root;
    private final double since;
    private final boolean cold;
    private final Map<FunctionState, Foreseen> foreseen = LinkedHashMap.newLinkedHashMap(8);
    private int calls;

    ActiveRequest(long number, String entry, FunctionState root, double since, boolean cold) {
        this.number = number;
        this.entry = entry;
        this.root = root;
        this.since = since;
        this.cold = cold;
    }

    /** Instances of a function that the request is going to need. */
    static final class Foreseen {

        private final Closure.Member member;
        private final @Nullable Foreseen caller;
        private final double from;
        private int missing;
        private int active;
        private Plan.@Nullable Counting planned;

        Foreseen(Closure.Member member, @Nullable Foreseen caller, double from) {
            this.member = member;
            this.caller = caller;
            this.from = from;
            missing = member.instances();
        }

        /** A call that nothing foresaw, for what it may lead to. */
        static Foreseen surprise(FunctionState function, double now) {
            Foreseen surprise = new Foreseen(new Closure.Member(function, -1, 1, 1, 0, 0, 0), null, now);
            surprise.missing = 0;
            return surprise;
        }

        Closure.Member member() {
            return member;
        }

        /** What is going to call it; null for the root of the request. */
        @Nullable
        Foreseen caller() {
            return caller;
        }

        /** When its times are counted from, in seconds. */
        double from() {
            return from;
        }

        /** How many more calls at once are to come. */
        int missing() {
            return missing;
        }

        void setMissing(int calls) {
            missing = calls;
        }

        /** How many of its calls are in progress. */
        int active() {
            return active;
        }

        void addActive(int calls) {
            active += calls;
        }

        /** How what there is a plan for is counted; null when there is none. */
        Plan.@Nullable Counting planned() {
            return planned;
        }

        void setPlanned(Plan.@Nullable Counting counting) {
            planned = counting;
        }
    }

    long number() {
        return number;
    }

    String entry() {
        return entry;
    }

    FunctionState root() {
        return root;
    }

    double since() {
        return since;
    }

    /** Whether it found no instance of its function. */
    boolean cold() {
        return cold;
    }

    Map<FunctionState, Foreseen> foreseen() {
        return foreseen;
    }

    /** A call of it began or ended; says how many are in progress. */
    int addCalls(int number) {
        calls += number;
        return calls;
    }
}
