package io.sluice.router;

import io.sluice.registry.FunctionVersion;

/**
 * Watches calls of functions whose results are kept. Called on event loops: implementations return at once, never block and
 * never throw.
 */
public interface ResultListener {

    /** A call was made that could be answered without the function. */
    void called(FunctionVersion function, CacheOutcome outcome);
}
