package io.sluice.benchmarks.starts;

import org.jspecify.annotations.Nullable;

/**
 * A way to start something, by its name in the table.
 *
 * @param baseline the name of the row that it is compared with, or null
 */
public record StartRow(String name, @Nullable String baseline, Start start) {

    /** One that others are compared with. */
    public static StartRow of(String name, Start start) {
        return new StartRow(name, null, start);
    }

    /** One that is compared with another. */
    public static StartRow against(String baseline, String name, Start start) {
        return new StartRow(name, baseline, start);
    }
}
