package io.sluice.contract.frames;

/** Adds an answer's fields; does nothing else with the session. */
@FunctionalInterface
public interface HeadSource {

    /** Called at most once, before the method that it was given to returns; not for an answer that nobody waits for. */
    void writeHead(FrameWriter head);
}
