package io.sluice.functions.text;

import java.util.List;
import java.util.function.Function;

/**
 * One item or a list of them, as the caller sent it. Immutable.
 *
 * @param items what was sent, in order
 * @param one whether it came alone, so that its result is to go back alone
 */
public record OneOrMany<T>(List<T> items, boolean one) {

    public OneOrMany {
        items = List.copyOf(items);
        if (one && items.size() != 1) {
            throw new IllegalArgumentException("one item must be 1, was " + items.size());
        }
    }

    static <T> OneOrMany<T> one(T item) {
        return new OneOrMany<>(List.of(item), true);
    }

    static <T> OneOrMany<T> many(List<T> items) {
        return new OneOrMany<>(items, false);
    }

    /** The result for each item, in the shape of the input: one result, or a list of them. */
    public <R> Object map(Function<? super T, ? extends R> function) {
        if (one) {
            return function.apply(items.getFirst());
        }
        return items.stream().map(function).toList();
    }
}
