package io.sluice.predictor.trace.recording;

/**
 * Names in a recording, which is JSON Lines. The first line says what it is:
 *
 * <pre>{@code {"format":"sluice-recording","version":1,"clock":"monotonic","unit":"ns","zero":"2026-11-24T22:00:00Z"}}</pre>
 *
 * {@code zero}, which may be left out, is what the wall clock showed when the monotonic one was at 0. Each line after it
 * is an event, in the order of time:
 *
 * <pre>{@code
 * {"event":"started","call":2,"parent":1,"function":"demo/clean","entry":"demo/analyze","caller":"demo/analyze","at":100}
 * {"event":"ready","function":"demo/clean","took":900,"memory":268435456,"at":1000}
 * {"event":"ended","call":2,"function":"demo/clean","waited":900,"warmth":"cold","at":1200}
 * }</pre>
 *
 * They say what {@link io.sluice.predictor.trace.TraceEvent} does. {@code parent} and {@code caller} are left out for
 * calls from outside. Readers ignore fields that they don't know; what they cannot ignore gets a new version.
 */
final class RecordingFormat {

    static final String NAME = "sluice-recording";
    static final int VERSION = 1;
    static final String CLOCK = "monotonic";
    static final String UNIT = "ns";

    static final String STARTED = "started";
    static final String ENDED = "ended";
    static final String READY = "ready";

    private RecordingFormat() {}
}
