package io.sluice.functions.text;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Things that one thread at a time may use and that are dear to make: who needs one takes a spare, or makes one when there
 * is none, and leaves it for the next. At most one spare for each processor is kept. For any thread; never waits.
 */
public final class Spares<T> {

    private final Supplier<? extends T> maker;
    private final Queue<T> idle = new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    public Spares(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    /** What {@code work} makes of one that it has for itself. One whose work failed is not used again. */
    public <R> R use(Function<? super T, ? extends R> work) {
        var spare = idle.poll();
        var mine = spare == null ? maker.get() : spare;
        var result = work.apply(mine);
        idle.offer(mine);
        return result;
    }
}
