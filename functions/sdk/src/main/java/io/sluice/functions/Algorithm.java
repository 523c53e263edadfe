package io.sluice.functions;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** One function that can be called; calls begin when their {@code Uni} is subscribed to, and end with the caller. */
public interface Algorithm {

    /**
     * Calls the function.
     *
     * @param input text for a {@code String}, bytes for a {@code byte[]}, what another function answered for an
     *     {@link AlgoResponse}, JSON for everything else
     * @return the answer, or an {@link AlgorithmFailure}
     */
    Uni<AlgoResponse> pipe(@Nullable Object input);

    /** Calls the function with what another call answers: {@code second.pipe(first.pipe(input))}. */
    Uni<AlgoResponse> pipe(Uni<?> input);
}
