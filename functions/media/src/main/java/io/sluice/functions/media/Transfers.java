package io.sluice.functions.media;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Puts or gets files while the function works on others, a few at a time. For one thread, which waits where it must. */
public final class Transfers<T> {

    private static final int AHEAD = 8;

    private final Queue<CompletableFuture<T>> begun = new ArrayDeque<>();

    /** Whether as many as may be are under way: {@link #next} makes room. */
    public boolean full() {
        return begun.size() >= AHEAD;
    }

    /** Whether none is under way. */
    public boolean isEmpty() {
        return begun.isEmpty();
    }

    /** Begins one. */
    public void begin(Uni<T> transfer) {
        begun.add(transfer.subscribeAsCompletionStage());
    }

    /** What the one came to that was begun first. */
    public T next() {
        return Uni.createFrom().completionStage(begun.remove()).await().indefinitely();
    }

    /** Waits for all that are under way. */
    public void finish() {
        while (!isEmpty()) {
            next();
        }
    }

    /** Ends what is under way, unfinished. */
    public void cancel() {
        begun.forEach(transfer -> transfer.cancel(true));
        begun.clear();
    }
}
