package io.sluice.benchmarks.functions;

import io.quarkus.funqy.Funq;
import io.smallrye.common.annotation.NonBlocking;

/** One step of a chain, twice: as most functions are, and on the event loop. */
public final class Steps {

    /** What goes through a chain: a text, and how many steps it has gone through. */
    public record Item(String text, int steps) {
        Item next() {
            return new Item(text, steps + 1);
        }
    }

    /** On a virtual thread. */
    @Funq
    public Item step(Item item) {
        return item.next();
    }

    /** On the event loop. */
    @Funq
    @NonBlocking
    public Item loopStep(Item item) {
        return item.next();
    }
}
