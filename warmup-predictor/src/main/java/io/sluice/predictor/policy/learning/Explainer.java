package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.learning.Explanation.ExpertCost;
import io.sluice.predictor.policy.learning.Explanation.Reason;
import io.sluice.predictor.policy.learning.Explanation.Span;
import io.sluice.predictor.statistics.LearnedEdge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts into an {@link Explanation} what the policy holds. */
final class Explainer {

    private final IdleKeeper keeper;
    private final CallTable calls;
    private final Collection<FunctionState> functions;

    Explainer(IdleKeeper keeper, CallTable calls, Collection<FunctionState> functions) {
        this.keeper = keeper;
        this.calls = calls;
        this.functions = functions;
    }

    Explanation explain(FunctionState function, List<LearnedEdge> graph, CoKeeper coKeeper, double now) {
        IdleLearner first = function.learner(0);
        FunctionState.StartTime start = keeper.start(function);
        List<Reason> reasons = new ArrayList<>(kept(function, now));
        reasons.addAll(foreseen(function));
        for (FunctionState entry : functions) {
            if (entry.closureKeptUntil() > now && coKeeper.keeps(entry, function, now)) {
                reasons.add(new Reason(
                        "kept while '" + entry.name() + "' is, which leads to it",
                        Plan.Counting.TOTAL,
                        1,
                        Clock.nanos(entry.closureKeptUntil())));
            }
        }
        return new Explanation(
                function.name(),
                function.busy(),
                first == null ? 0 : first.idleTimes(),
                forecast(function.idle(0)),
                reasons,
                experts(first),
                duration(start.usual()),
                duration(start.high()),
                graph.stream()
                        .filter(edge -> edge.caller().equals(function.name()))
                        .toList(),
                graph.stream()
                        .filter(edge -> edge.callee().equals(function.name()))
                        .toList());
    }

    private static List<Span> forecast(@Nullable IdleTime idle) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; idle != null && i < idle.windows().count(); i++) {
            spans.add(new Span(
                    Clock.nanos(idle.since() + idle.windows().from(i)),
                    Clock.nanos(idle.since() + idle.windows().until(i)),
                    idle.worth(i)));
        }
        return spans;
    }

    private static List<Reason> kept(FunctionState function, double now) {
        List<Reason> reasons = new ArrayList<>();
        for (int step = 0; step < function.steps(); step++) {
            IdleTime idle = function.idle(step);
            for (int i = 0; idle != null && i < idle.windows().count(); i++) {
                double from = idle.since() + idle.windows().from(i);
                double until = idle.since() + idle.windows().until(i);
                if (from <= now && until > now) {
                    reasons.add(new Reason(
                            "kept idle since it is likely to be used: "
                                    + name(idle.advice().chosen()),
                            Plan.Counting.TOTAL,
                            Steps.instances(step),
                            Clock.nanos(until)));
                }
            }
        }
        return reasons;
    }

    private List<Reason> foreseen(FunctionState function) {
        Set<ActiveRequest> requests = new LinkedHashSet<>();
        calls.all().forEach(call -> requests.add(call.request()));
        List<Reason> reasons = new ArrayList<>();
        for (ActiveRequest request : requests) {
            ActiveRequest.Foreseen expected = request.foreseen().get(function);
            if (expected != null && expected.missing() > 0) {
                Plan.Counting planned = expected.planned();
                reasons.add(new Reason(
                        "foreseen in request " + request.number() + " of '" + request.entry() + "'"
                                + (planned == null ? ", enough are kept" : ""),
                        planned == null ? Plan.Counting.FREE : planned,
                        expected.missing(),
                        Clock.nanos(expected.from() + expected.member().untilSeconds())));
            }
        }
        return reasons;
    }

    private static List<ExpertCost> experts(@Nullable IdleLearner learner) {
        List<ExpertCost> costs = new ArrayList<>();
        for (int i = 0; learner != null && i < IdleLearner.COUNT; i++) {
            costs.add(new ExpertCost(name(i), learner.meanCost(i), i == learner.chosen()));
        }
        costs.sort(Comparator.comparingDouble(ExpertCost::perIdleTime));
        return costs;
    }

    private static String name(int expert) {
        return Expert.values()[expert].name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (1e9 * seconds));
    }
}
