package io.sluice.pipeline;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Goes from position to position; however many there are, the stack does not grow. */
final class Cursor {

    private final Function<Position, Uni<Position>> step;
    private Position at;

    private Cursor(Position first, Function<Position, Uni<Position>> step) {
        this.at = first;
        this.step = step;
    }

    /** The first position at which there are no more tasks, or items, than so many. At least one step is made. */
    static Uni<Position> run(Position first, int size, Function<Position, Uni<Position>> step) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Cursor(first, step), Cursor::next)
                .whilst(position -> position.index() < size)
                .collect()
                .last();
    }

    private Uni<Position> next() {
        return step.apply(at).invoke(position -> at = position);
    }
}
