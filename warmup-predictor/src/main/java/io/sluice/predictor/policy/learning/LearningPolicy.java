package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.FunctionStatistics;
import io.sluice.predictor.statistics.LearnedEdge;
import io.sluice.predictor.statistics.Statistics;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns for each function when its instances are used again after they fell idle, and for each entry what is called in
 * consequence; keeps, and starts ahead of time, what is worth its price. What it knows are {@link Statistics}, which can be
 * carried over restarts and summed over nodes; what goes on it holds itself, and is bounded. Events that contradict what it
 * has seen are counted and otherwise ignored. For one thread.
 *
 * <p>Times have to be counted from an origin that all processes share whose statistics are added, as that of 1970.
 */
public final class LearningPolicy implements WarmupPolicy {

    /** Its name in the catalog. */
    public static final String NAME = "learned";

    private final Clock clock = new Clock();
    private final Timers timers = new Timers();
    private final CallTable calls = new CallTable();
    private final Map<String, FunctionState> functions = new LinkedHashMap<>();
    private final PolicySettings settings;
    private final double tau;
    private final IdleKeeper keeper;
    private final ClosureFinder closures;
    private final Foresight foresight;
    private final CoKeeper coKeeper;
    private final CallObserver observer;
    private final Learned learned;
    private double wakeAskedFor = Double.POSITIVE_INFINITY;
    private long unknown;
    private long lost;

    public LearningPolicy(PolicySettings settings) {
        this.settings = settings;
        tau = Math.max(1e-3, settings.tau().toNanos() / 1e9);
        learned = new Learned(0);
        keeper = new IdleKeeper(learned, timers, tau);
        closures = new ClosureFinder(learned, functions::get, tau);
        foresight = new Foresight(closures, keeper, settings.memoryBytes(), settings.processors());
        coKeeper = new CoKeeper(closures, keeper, tau);
        observer = new CallObserver(learned);
    }

    @Override
    public String name() {
        String tau = settings.tau().toString().substring("PT".length()).toLowerCase(Locale.ROOT);
        return settings.tau().equals(PolicySettings.DEFAULT.tau()) ? NAME : NAME + "(" + tau + ")";
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        double now = clock.at(event.atNanos());
        turnEpoch(now);
        switch (event) {
            case CallStarted started -> started(started, now, planner);
            case CallsExpected expected -> expected(expected, now, planner);
            case CallEnded ended -> ended(ended, now, planner);
            case InstanceReady ready -> ready(ready, now);
        }
        askToBeWoken(now, planner);
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        double now = clock.at(nowNanos);
        wakeAskedFor = Double.POSITIVE_INFINITY;
        for (FunctionState due = timers.due(now); due != null; due = timers.due(now)) {
            keeper.lookAt(due, now, planner);
        }
        askToBeWoken(now, planner);
    }

    private void askToBeWoken(double now, Planner planner) {
        double next = timers.next();
        if (next < wakeAskedFor) {
            wakeAskedFor = next;
            planner.wakeAt(Math.max(Clock.nanos(now), 1 + Clock.nanos(next)));
        }
    }

    private void started(CallStarted started, double now, Planner planner) {
        FunctionState function = function(started.function());
        if (function == null || calls.find(started.call()) != null) {
            unknown++;
            return;
        }
        makeRoom(now, planner);
        ActiveCall parent = started.parent() == 0 ? null : calls.find(started.parent());
        unknown += started.parent() != 0 && parent == null ? 1 : 0;
        boolean cold = !function.expectsCall(now);
        ActiveRequest request = parent == null
                ? new ActiveRequest(started.call(), started.entry(), function, now, cold)
                : parent.request();
        ActiveCall call = new ActiveCall(started.call(), function, parent, request, now);
        calls.add(call);
        request.addCalls(1);
        keeper.called(function, function.called(), now, planner);
        if (parent != null) {
            observer.called(parent, function, now);
        }
        foresight.called(call, planner);
    }

    private void expected(CallsExpected expected, double now, Planner planner) {
        FunctionState callee = function(expected.function());
        ActiveCall caller = calls.find(expected.call());
        if (callee == null || caller == null) {
            unknown++;
            return;
        }
        foresight.announced(caller, callee, expected.atOnce(), now, planner);
    }

    private void ended(CallEnded ended, double now, Planner planner) {
        ActiveCall call = calls.remove(ended.call());
        if (call == null) {
            unknown++;
            return;
        }
        call.function()
                .own()
                .durationMillis()
                .add(1000 * (now - call.since()) - ended.waitedNanos() / 1e6, Decay.SLOW.weight(now));
        over(call, now, planner);
    }

    private void over(ActiveCall call, double now, Planner planner) {
        FunctionState function = call.function();
        observer.returned(call, now);
        foresight.returned(call, planner);
        IdleTime idle = keeper.returned(function, function.returned(), now, planner);
        if (function.busy() == 0) {
            function.own().parallel().add(function.takePeak(), Decay.SLOW.weight(now));
        }
        ActiveRequest request = call.request();
        if (request.addCalls(-1) == 0) {
            foresight.over(request, planner);
        }
        if (idle != null && idle.windowsPlanned() > 0 && request.root() == function) {
            coKeeper.kept(function, idle, idle.windowsPlanned() - 1, now, planner);
        }
    }

    private void makeRoom(double now, Planner planner) {
        ActiveCall oldest = calls.surplus();
        if (oldest != null) {
            lost++;
            calls.remove(oldest.number());
            over(oldest, now, planner);
        }
    }

    private void ready(InstanceReady ready, double now) {
        FunctionState function = function(ready.function());
        if (function != null) {
            double weight = Decay.SLOW.weight(now);
            function.own().startMillis().add(ready.tookNanos() / 1e6, weight);
            function.own().memoryMebibytes().add(ready.memoryBytes() / (double) (1 << 20), weight);
            function.setStartTime(null);
        }
    }

    private @Nullable FunctionState function(String name) {
        FunctionState known = functions.get(name);
        if (known != null) {
            return known;
        }
        FunctionStatistics own = learned.own().function(name);
        if (own == null) {
            return null;
        }
        FunctionState added = new FunctionState(name, functions.size(), own);
        functions.put(name, added);
        return added;
    }

    private void turnEpoch(double now) {
        if (learned.roll(now)) {
            renewOwn();
        }
    }

    /** What is held of functions goes on, their statistics are others. */
    private void renewOwn() {
        closures.forget();
        for (FunctionState each : functions.values()) {
            FunctionStatistics own = learned.own().function(each.name());
            each.setOwn(own == null ? new FunctionStatistics() : own);
            each.setStartTime(null);
        }
    }

    /** What a call of a function on behalf of an entry is likely to lead to now; nothing for a function that isn't known. */
    Closure closureOf(String entry, String function, double now) {
        FunctionState known = functions.get(function);
        return known == null ? new Closure(List.of(), 0) : closures.find(entry, known, Decay.SLOW.weight(now));
    }

    /** What this process has learned in the current epoch; it alone writes it, and goes on doing so. */
    public Statistics own() {
        return learned.own();
    }

    /**
     * Takes in what others have learned, and what this process had before its last start: the sum of all slots but its own of
     * the current epoch, see {@link io.sluice.predictor.statistics.StatisticsSlots}. It replaces what was taken in before, and belongs to the policy
     * from then on.
     */
    public void adopt(Statistics others) {
        learned.setOthers(others);
        keeper.teach(others);
        others.functions().keySet().forEach(this::function);
        renewOwn();
    }

    /**
     * Says how many calls an instance of a function takes at once; until then it is one.
     *
     * @throws IllegalArgumentException when that is none
     */
    public void setConcurrency(String function, int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException(
                    "function '" + function + "': calls at once must be at least 1, was " + calls);
        }
        FunctionState known = function(function);
        if (known != null) {
            known.setConcurrency(calls);
        }
    }

    /** Gives a function what was learned of another one, in whose place it comes. */
    public void inherit(String function, String predecessor) {
        learned.inherit(function, predecessor);
        function(function);
        renewOwn();
    }

    /** Who calls whom, by what this process and others learned; most calls first. */
    public List<LearnedEdge> graph() {
        return learned.sum().graph(clock.latest());
    }

    /** Why instances of a function are kept or started, or aren't; empty when it isn't known. */
    public Optional<Explanation> explain(String function) {
        return Optional.ofNullable(functions.get(function))
                .map(known -> new Explainer(keeper, calls, functions.values())
                        .explain(known, graph(), coKeeper, clock.latest()));
    }

    /** What was counted since the policy was made. */
    public Counts counts() {
        return new Counts(
                unknown,
                lost,
                clock.stepsBack(),
                learned.own().unplaced(),
                keeper.changes(),
                foresight.foreseen(),
                foresight.came());
    }

    /**
     * What a policy counted.
     *
     * @param unknown events of calls that it doesn't know, or knows already, and calls inside of such
     * @param lost calls whose end didn't come before there was no more room
     * @param stepsBack events that were before others that had come
     * @param unplaced functions and edges for which there was no more room
     * @param changes how often the use of a function changed
     * @param foreseen how many instances requests were foreseen to need
     * @param came how many of those they did
     */
    public record Counts(
            long unknown, long lost, long stepsBack, long unplaced, long changes, long foreseen, long came) {}
}
