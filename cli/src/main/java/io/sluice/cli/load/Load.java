package io.sluice.cli.load;

import java.util.Locale;

/** How calls follow each other. */
public sealed interface Load {

    /** How people call it, in a few letters. */
    String label();

    /**
     * So many calls are always under way: each is followed at once by the next. Shows throughput, and latency without
     * waiting only where there is one.
     */
    record Closed(int inFlight) implements Load {
        @Override
        public String label() {
            return inFlight + " in flight";
        }
    }

    /**
     * Calls come at a rate, whether or not those before have ended. What can't be sent in time, for want of a connection
     * or because the machine is busy, is sent later and counts from when it should have been.
     *
     * @param seed of the arrivals' randomness, where they have any
     * @param connections the most that are open at once
     */
    record Open(double perSecond, Arrivals arrivals, long seed, int connections) implements Load {
        @Override
        public String label() {
            return String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%,.0f/s", perSecond);
        }
    }
}
