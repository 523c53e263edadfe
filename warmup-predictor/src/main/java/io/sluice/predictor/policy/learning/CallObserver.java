package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.CallerStatistics;
import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.EdgeStatistics;
import io.sluice.predictor.statistics.Statistics;

/** Counts along which edges calls go, for their entry and for all entries together. */
final class CallObserver {

    private final Learned learned;

    CallObserver(Learned learned) {
        this.learned = learned;
    }

    /** A call begins that another one in progress made. */
    void called(ActiveCall caller, FunctionState callee, double now) {
        caller.calls(callee);
        double weight = Decay.SLOW.weight(now);
        double sinceCaller = 1000 * (now - caller.since());
        double sinceEntry = 1000 * (now - caller.request().since());
        called(caller.request().entry(), caller, callee, sinceCaller, sinceEntry, weight);
        called(Statistics.ANY_ENTRY, caller, callee, sinceCaller, sinceEntry, weight);
    }

    private void called(
            String entry,
            ActiveCall caller,
            FunctionState callee,
            double sinceCaller,
            double sinceEntry,
            double weight) {
        CallerStatistics statistics =
                learned.own().caller(entry, caller.function().name());
        EdgeStatistics edge = statistics == null ? null : learned.own().edge(statistics, callee.name());
        if (edge != null) {
            edge.addCall(sinceCaller, sinceEntry, weight);
        }
    }

    /** A call is over. */
    void returned(ActiveCall call, double now) {
        ActiveCall parent = call.parent();
        if (parent != null) {
            parent.returned(call.function());
        }
        double weight = Decay.SLOW.weight(now);
        returned(call.request().entry(), call, weight);
        returned(Statistics.ANY_ENTRY, call, weight);
    }

    private void returned(String entry, ActiveCall call, double weight) {
        CallerStatistics statistics =
                learned.own().caller(entry, call.function().name());
        if (statistics == null) {
            return;
        }
        statistics.addTrial(weight);
        for (ActiveCall.Called each : call.callees()) {
            EdgeStatistics edge = statistics.edge(each.function().name());
            if (edge != null) {
                edge.addHit(each.most(), weight);
            }
        }
    }
}
