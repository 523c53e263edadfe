package io.sluice.benchmarks.functions;

import io.quarkus.funqy.Funq;
import io.sluice.functions.AlgoResponse;
import io.sluice.functions.Algorithms;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** A step that another function does. */
@Singleton
public final class Nesting {

    private final Algorithms algorithms;

    @Inject
    Nesting(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    /** On the event loop. */
    @Funq
    public Uni<AlgoResponse> nestedLoopStep(Steps.Item item) {
        return algorithms.algo("bench/one").pipe(item);
    }

    /** On a virtual thread that waits. */
    @Funq
    public AlgoResponse nestedStep(Steps.Item item) {
        return algorithms.algo("bench/one").pipe(item).await().atMost(Duration.ofSeconds(60));
    }
}
