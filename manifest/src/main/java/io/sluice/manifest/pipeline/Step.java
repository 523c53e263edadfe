package io.sluice.manifest.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A task in its place.
 *
 * @param pointer where it stands in the file, as a JSON pointer: {@code /do/1/clean}
 * @param condition whether it is carried out at all, or null: it is
 * @param input makes of what the task before left what this one is given, or null: just that
 * @param output makes of what the task left what the next one is given, or null: just that
 * @param export makes of that what {@code $context} is from then on, or null: what it was
 * @param timeout how long it may take, or null: as long as the run
 * @param then what comes after it
 */
public record Step(
        String name,
        String pointer,
        Task task,
        @Nullable Expression condition,
        @Nullable Template input,
        @Nullable Template output,
        @Nullable Template export,
        @Nullable Duration timeout,
        Then then) {}
