package io.sluice.data;

import java.util.List;

/**
 * A piece of a list in {@link DataName#ORDER}.
 *
 * @param more whether something comes after the last of the items
 */
public record Page<T>(List<T> items, boolean more) {

    public Page {
        items = List.copyOf(items);
    }
}
