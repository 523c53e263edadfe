package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.learning.ActiveRequest.Foreseen;
import io.sluice.predictor.statistics.Decay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prepares for what a request is going to call: plans it when a call that leads to it begins, one less for each call that was
 * foreseen and came, and takes back the rest when what was to call it has ended. The plans' key is the number of the request's
 * outermost call.
 */
final class Foresight {

    private static final Comparator<Foreseen> IN_THE_ORDER_OF_THEIR_CALLS =
            Comparator.comparingInt(each -> each.member().rank());

    /** For how long what a call announced is held where the call goes on without making it. */
    private static final double HELD_SECONDS = 20;

    private final ClosureFinder closures;
    private final IdleKeeper keeper;
    /** For so many calls at once there is an instance each, however short they are. */
    private static final int FEW = 8;

    /** What is done in so small a part of a start by the instances that there are needs no more of them. */
    private static final double PART_OF_A_START = 0.25;

    private final long memoryBytes;
    private final int processors;
    private long foreseen;
    private long came;

    /** @param processors how many starts compute at once; 0 for any number */
    Foresight(ClosureFinder closures, IdleKeeper keeper, long memoryBytes, int processors) {
        this.closures = closures;
        this.keeper = keeper;
        this.memoryBytes = memoryBytes;
        this.processors = processors;
    }

    /** A call begins. */
    void called(ActiveCall call, Planner planner) {
        ActiveRequest request = call.request();
        Foreseen expected = call.parent() == null ? null : expected(request, call);
        if (expected != null) {
            expected.addActive(1);
            arrived(request, expected, planner);
        }
        List<Closure.Member> members = closures.find(request.entry(), call.function(), Decay.SLOW.weight(call.since()))
                .members();
        Foreseen[] placed = new Foreseen[members.size()];
        List<Foreseen> fresh = new ArrayList<>();
        for (int i = 0; i < placed.length; i++) {
            Closure.Member member = members.get(i);
            Foreseen caller = member.caller() < 0 ? expected : placed[member.caller()];
            placed[i] = foresee(request, member, caller, call.since(), fresh);
        }
        // What is called first is planned first: those that carry plans out begin their starts in that order.
        fresh.sort(IN_THE_ORDER_OF_THEIR_CALLS);
        fresh.forEach(each -> prepare(request, each, call.since(), planner));
    }

    /**
     * A call says what it is about to call. What was learned knows the time better, so that only what goes beyond it is planned
     * besides: for now, until the calls come or their caller has ended.
     */
    void announced(ActiveCall caller, FunctionState callee, int atOnce, double now, Planner planner) {
        ActiveRequest request = caller.request();
        Foreseen known = request.foreseen().get(callee);
        if (known == null || known.missing() + known.active() == 0) {
            Closure.Member member = new Closure.Member(callee, -1, 1, atOnce, 0, HELD_SECONDS, 0);
            Foreseen fresh = new Foreseen(member, request.foreseen().get(caller.function()), now);
            request.foreseen().put(callee, fresh);
            prepare(request, fresh, now, planner);
            return;
        }
        int missing = fitting(callee, atOnce - known.active());
        int more = missing - known.missing();
        if (more > 0) {
            foreseen += more;
            known.setMissing(missing);
            callee.claim(more);
            plan(request, known, Plan.Counting.FREE, now, planner);
        }
    }

    private static Foreseen expected(ActiveRequest request, ActiveCall call) {
        return request.foreseen()
                .computeIfAbsent(call.function(), function -> Foreseen.surprise(function, call.since()));
    }

    private Foreseen foresee(
            ActiveRequest request, Closure.Member member, @Nullable Foreseen caller, double now, List<Foreseen> fresh) {
        Foreseen known = request.foreseen().get(member.function());
        if (known != null && (known.missing() > 0 || known.active() > 0)) {
            return known;
        }
        Foreseen next = new Foreseen(member, caller, now);
        request.foreseen().put(member.function(), next);
        fresh.add(next);
        return next;
    }

    private void arrived(ActiveRequest request, Foreseen expected, Planner planner) {
        if (expected.missing() > 0) {
            came++;
            release(request, expected, 1, planner);
        }
    }

    private void prepare(ActiveRequest request, Foreseen expected, double now, Planner planner) {
        FunctionState function = expected.member().function();
        foreseen += expected.missing();
        expected.setMissing(fitting(function, expected.missing()));
        if (expected.missing() == 0) {
            return;
        }
        boolean enough = roomSoon(function, planner) >= function.claimed() + expected.missing();
        boolean kept = enough && function.busy() == 0 && function.keptUntil() > until(request, expected);
        function.claim(expected.missing());
        if (!kept) {
            plan(request, expected, enough ? Plan.Counting.TOTAL : Plan.Counting.FREE, now, planner);
        }
    }

    /** For how many calls there is room, or is before a start would be over when calls are shorter than a start. */
    private int roomSoon(FunctionState function, Planner planner) {
        int room = planner.instances(function.name()) * function.concurrency();
        double duration = function.own().durationMillis().high(0.5, Double.POSITIVE_INFINITY) / 1000;
        return duration < keeper.start(function).usual() ? room : room - function.busy();
    }

    private void plan(ActiveRequest request, Foreseen expected, Plan.Counting counting, double now, Planner planner) {
        FunctionState function = expected.member().function();
        double needed = expected.from() + expected.member().fromSeconds();
        int instances = function.instancesFor(expected.missing());
        double from = request.cold() ? now : Math.max(now, needed - startsOf(function, instances));
        double until = Math.max(from + 1, until(request, expected));
        double value = expected.member().probability()
                * (1 - 1e-3 * Math.min(100, expected.member().rank()));
        expected.setPlanned(counting);
        planner.plan(new Plan(
                function.name(), request.number(), counting, instances, Clock.nanos(from), Clock.nanos(until), value));
    }

    /** How long so many starts take: those that find no processor come after the others. */
    private double startsOf(FunctionState function, int instances) {
        int turns = processors == 0 ? 1 : Math.ceilDiv(instances, processors);
        return turns * keeper.start(function).high();
    }

    /** Until when it is held at most: what was usual and a half more, and what starts on the way may add. */
    private double until(ActiveRequest request, Foreseen expected) {
        double starts = keeper.start(expected.member().function()).high()
                + keeper.start(request.root()).high();
        return expected.from() + 1.5 * expected.member().untilSeconds() + 2 * starts + 1;
    }

    /** A call is over: what only it was to call isn't going to be called any more. */
    void returned(ActiveCall call, Planner planner) {
        ActiveRequest request = call.request();
        Foreseen ended = request.foreseen().get(call.function());
        if (ended != null) {
            ended.addActive(-1);
            if (ended.active() > 0 || ended.missing() > 0) {
                return;
            }
            for (Foreseen each : request.foreseen().values()) {
                if (each.missing() > 0 && hangsOn(each, ended)) {
                    release(request, each, each.missing(), planner);
                }
            }
        }
    }

    private static boolean hangsOn(Foreseen callee, Foreseen ended) {
        for (Foreseen caller = callee.caller(); caller != null; caller = caller.caller()) {
            if (caller == ended) {
                return true;
            }
            if (caller.active() > 0) {
                return false;
            }
        }
        return false;
    }

    /** The whole request is over. */
    void over(ActiveRequest request, Planner planner) {
        for (Foreseen each : request.foreseen().values()) {
            if (each.missing() > 0) {
                release(request, each, each.missing(), planner);
            }
        }
        request.foreseen().clear();
    }

    private void release(ActiveRequest request, Foreseen expected, int instances, Planner planner) {
        FunctionState function = expected.member().function();
        expected.setMissing(expected.missing() - instances);
        function.claim(-instances);
        Plan.Counting planned = expected.planned();
        if (planned != null && expected.missing() > 0) {
            plan(request, expected, planned, expected.from(), planner);
        } else if (planned != null) {
            planner.withdraw(function.name(), request.number());
            expected.setPlanned(null);
        }
    }

    /**
     * For how many of so many calls at once instances are worth their starts, and have room in the memory. Where calls are over
     * much sooner than a start, fewer instances do them one after the other.
     */
    private int fitting(FunctionState function, int calls) {
        return inMemory(function, Math.min(calls, Math.max(FEW, worthwhile(function, calls))));
    }

    private int worthwhile(FunctionState function, int calls) {
        double each = function.own().durationMillis().high(0.5, Double.POSITIVE_INFINITY) / 1000;
        double together = calls * each / function.concurrency();
        double instances =
                Math.ceil(together / (PART_OF_A_START * keeper.start(function).usual()));
        return (int) Math.min(calls, instances * function.concurrency());
    }

    private int inMemory(FunctionState function, int calls) {
        double bytes = function.own().memoryMebibytes().high(0.95, 0) * (1 << 20);
        double room = bytes <= 0 ? calls : Math.floor(memoryBytes / bytes) * function.concurrency();
        return Math.max(0, (int) Math.min(calls, room));
    }

    /** How many calls at once were foreseen. */
    long foreseen() {
        return foreseen;
    }

    /** How many of those were. */
    long came() {
        return came;
    }
}
