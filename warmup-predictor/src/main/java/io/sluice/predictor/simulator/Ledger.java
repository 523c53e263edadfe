package io.sluice.predictor.simulator;

import io.sluice.predictor.trace.CallEnded.Warmth;

/** Counts what a replay came to; only what is measured, except where it says so. */
final class Ledger {

    private final MeasuredTime measured;
    private final double computeFraction;
    private final Samples addedLatency = new Samples();
    private final Samples lead = new Samples();
    private long coldFirstUses;
    private long innerCalls;
    private long innerWaits;
    private long warmEntries;
    private long warmEntriesThatWaitedNowhere;
    private long neverWaited;
    private double cascades;
    private long cascadesCounted;
    private long starts;
    private double startSeconds;
    private long prestarts;
    private long refused;

    Ledger(MeasuredTime measured, double computeFraction) {
        this.measured = measured;
        this.computeFraction = computeFraction;
    }

    /** A call began, and how it found its function is known. */
    void began(RunningCall call, FunctionState function) {
        RunningRequest request = call.request;
        if (call.caller == null) {
            request.entryWarm = call.warmth == Warmth.WARM;
        }
        if (call.warmth != Warmth.WARM) {
            request.waited = true;
            request.longestStartNanos = Math.max(request.longestStartNanos, function.profile.startNanos());
        }
        if (request.measured) {
            function.countCall(call.warmth);
            coldFirstUses += call.firstEver && call.warmth == Warmth.COLD ? 1 : 0;
            countInner(call);
        }
    }

    private void countInner(RunningCall call) {
        if (call.caller != null && call.request.entryWarm) {
            innerCalls++;
            innerWaits += call.warmth == Warmth.WARM ? 0 : 1;
        }
    }

    /** A request's outermost call ended, so much later than it would have without waiting. */
    void requestEnded(RunningRequest request, long addedNanos) {
        if (!request.measured) {
            return;
        }
        addedLatency.add(addedNanos);
        neverWaited += request.waited ? 0 : 1;
        warmEntries += request.entryWarm ? 1 : 0;
        warmEntriesThatWaitedNowhere += request.entryWarm && !request.waited ? 1 : 0;
        if (request.longestStartNanos > 0) {
            cascades += (double) addedNanos / request.longestStartNanos;
            cascadesCounted++;
        }
    }

    /** A start began. */
    void startBegan(Instance instance) {
        if (isMeasured(instance.begunAt)) {
            starts++;
            startSeconds += instance.function.profile.startNanos() / 1e9;
            prestarts += instance.prestarted ? 1 : 0;
        }
    }

    /** A call took an instance that none had taken before. */
    void firstUse(Instance instance, long now) {
        if (instance.prestarted && isMeasured(instance.begunAt)) {
            lead.add(now - instance.begunAt);
        }
    }

    /** A plan's start was refused for want of memory. */
    void refused(long now) {
        refused += isMeasured(now) ? 1 : 0;
    }

    private boolean isMeasured(long nanos) {
        return nanos >= measured.fromNanos() && nanos <= measured.untilNanos();
    }

    long coldFirstUses() {
        return coldFirstUses;
    }

    LatencyResult latency() {
        return new LatencyResult(
                addedLatency.size(),
                addedLatency.mean(),
                addedLatency.quantile(0.5),
                addedLatency.quantile(0.95),
                addedLatency.quantile(0.99),
                cascadesCounted == 0 ? 0 : cascades / cascadesCounted,
                neverWaited,
                warmEntries,
                warmEntriesThatWaitedNowhere,
                innerCalls,
                innerWaits);
    }

    StartResult starts() {
        return new StartResult(
                starts,
                startSeconds * computeFraction,
                prestarts,
                lead.size(),
                refused,
                lead.mean(),
                lead.quantile(0.5));
    }
}
