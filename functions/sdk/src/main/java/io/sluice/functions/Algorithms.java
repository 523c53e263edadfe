package io.sluice.functions;

/**
 * Other functions, to be called from inside a function: inject it. Calls are made on behalf of the call in progress,
 * with its caller, deadline, depth and trace. May be used from any thread that carries the call's CDI request context:
 * the function's own thread, stages of a {@code Uni}, managed executors.
 */
public interface Algorithms {

    /**
     * The function of that name.
     *
     * @param reference {@code owner/name}, {@code owner/name/1.2.*} or {@code owner/name@1.2.*}, {@code algo://} before
     *     it or not
     * @throws IllegalArgumentException when the reference has another form
     */
    Algorithm algo(String reference);
}
