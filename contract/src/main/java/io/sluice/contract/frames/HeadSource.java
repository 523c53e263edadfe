package io.sluice.contract.frames;

/** Adds an answer's fields. */
@FunctionalInterface
public interface HeadSource {

    /** Called once, before the method that it was given to returns. */
    void writeHead(FrameWriter head);
}
