package io.sluice.predictor.simulator;

import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.Trace;

/**
 * Replays a trace under policies, event by event, in nanoseconds: the calls of a request as a tree in which waits add up as
 * they would have, an instance pool that takes the instance used last, and plans carried out as they are made. It is
 * deterministic. A simulator can be used again, for one policy after the other and by several threads; a policy can't, since it
 * has learned.
 */
public final class Simulator {

    private final Trace trace;
    private final FlatTrace flat;
    private final SimulatorSettings settings;

    public Simulator(Trace trace, SimulatorSettings settings) {
        this(trace, new FlatTrace(trace), settings);
    }

    private Simulator(Trace trace, FlatTrace flat, SimulatorSettings settings) {
        this.trace = trace;
        this.flat = flat;
        this.settings = settings;
    }

    /** A simulator of the same trace, which isn't read again, with other settings. */
    public Simulator with(SimulatorSettings other) {
        return new Simulator(trace, flat, other);
    }

    /** Replays the whole trace under a policy that is new, or has been taught elsewhere. */
    public SimulatorResult run(WarmupPolicy policy) {
        return new Replay(trace, flat, settings, policy).run();
    }
}
