package io.sluice.benchmarks.functions;

import io.quarkus.funqy.Funq;
import io.smallrye.common.annotation.NonBlocking;

/** One step of a chain: as most functions are, on the event loop, and one that takes its time. */
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

    /** Waits 20 ms, on a virtual thread. */
    @Funq
    public Item slowStep(Item item) throws InterruptedException {
        Thread.sleep(20);
        return item.next();
    }
}
