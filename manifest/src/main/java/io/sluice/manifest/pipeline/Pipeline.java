package io.sluice.manifest.pipeline;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid pipeline.
 *
 * @param input makes of what the caller sent what the first task is given, or null: just that
 * @param steps what is done, in order; not empty
 * @param output makes of what the last task left what the caller is answered, or null: just that
 * @param timeout how long a run may take, or null where the function's own time-out is enough
 */
public record Pipeline(
        @Nullable Template input,
        List<Step> steps,
        @Nullable Template output,
        @Nullable Duration timeout) {

    public Pipeline {
        steps = List.copyOf(steps);
    }
}
