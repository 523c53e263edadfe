package io.sluice.predictor.trace;

/** Takes in what happens, in the order of time. Implementations say from which threads they may be called; none blocks. */
public interface TraceRecorder {

    /** Notes one event. */
    void record(TraceEvent event);
}
