package io.sluice.benchmarks.starts;

import java.util.function.BiConsumer;

/**
 * A call through the runtime of a function whose instances end with their last call, so that each call waits for a start: what
 * a caller sees of it, with everything that is between.
 *
 * @param caller calls a path with JSON, and fails when there is no result
 */
public record ColdCall(BiConsumer<String, String> caller, String path, String input) implements Start {

    @Override
    public Sample once() {
        long begun = System.nanoTime();
        caller.accept(path, input);
        return new Sample(System.nanoTime() - begun, 0);
    }
}
