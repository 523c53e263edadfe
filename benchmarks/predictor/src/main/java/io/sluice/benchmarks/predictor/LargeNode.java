package io.sluice.benchmarks.predictor;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The events of a node with a thousand applications of ten functions: five are called from outside, and call all of the five
 * inner ones, which call each other; 21 calls a request. An edge is learned for its entry and for all entries, which makes
 * about 92,000. In the first round each entry is called once; then applications are drawn by Zipf's law, as they are used in
 * production (Shahrad et al., "Serverless in the Wild", USENIX ATC 2020, has it steeper still). For one thread.
 */
final class LargeNode {

    /** Functions and applications. */
    static final int FUNCTIONS = 10_000;

    /** The events of a round. */
    static final int EVENTS = 5_000 * 42;

    private static final int APPLICATIONS = 1_000;
    private static final int ENTRIES = 5;
    private static final long MILLI = 1_000_000;

    /** Whom a function of an application calls; the first five are the entries. */
    private static final int[][] CALLEES = {
        {5, 6, 7, 8, 9},
        {5, 6, 7, 8, 9},
        {5, 6, 7, 8, 9},
        {5, 6, 7, 8, 9},
        {5, 6, 7, 8, 9},
        {6, 7},
        {8, 9},
        {8, 9},
        {9},
        {}
    };

    private final SplittableRandom random;
    private final String[][] names = new String[APPLICATIONS][CALLEES.length];
    private final double[] upTo = new double[APPLICATIONS];
    private List<TraceEvent> events = List.of();
    private boolean begun;
    private long call;
    private long now;

    LargeNode(long seed) {
        random = new SplittableRandom(seed);
        double sum = 0;
        for (int app = 0; app < APPLICATIONS; app++) {
            for (int function = 0; function < CALLEES.length; function++) {
                names[app][function] = "application-" + app + "/function-" + function;
            }
            sum += 1.0 / (app + 1);
            upTo[app] = sum;
        }
    }

    /** The next round: 5,000 requests, one after the other. */
    List<TraceEvent> round() {
        events = new ArrayList<>(EVENTS);
        for (int request = 0; request < APPLICATIONS * ENTRIES; request++) {
            int app = begun ? drawn() : request / ENTRIES;
            int entry = begun ? random.nextInt(ENTRIES) : request % ENTRIES;
            call(names[app], entry, entry, 0, -1);
            pass(200);
        }
        begun = true;
        return events;
    }

    private int drawn() {
        double at = random.nextDouble() * upTo[APPLICATIONS - 1];
        int app = Arrays.binarySearch(upTo, at);
        return app < 0 ? -app - 1 : app;
    }

    private void call(String[] app, int entry, int function, long parent, int caller) {
        long own = ++call;
        events.add(new CallStarted(own, parent, app[function], app[entry], caller < 0 ? null : app[caller], now));
        for (int callee : CALLEES[function]) {
            pass(5);
            call(app, entry, callee, own, function);
        }
        pass(20);
        events.add(new CallEnded(own, app[function], 0, CallEnded.Warmth.WARM, now));
    }

    private void pass(int mostMillis) {
        now += MILLI + random.nextLong(mostMillis * MILLI);
    }
}
