package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid pipeline.
 *
 * @param definition the file's content, for expressions to see
 * @param secrets the names of those that expressions have in {@code $secrets}
 * @param input makes of what the caller sent what the first task is given
 * @param steps what is done, in order; not empty
 * @param output makes of what the last task left what the caller is answered
 * @param timeout how long a run may take, or null where the function's own time-out is enough
 */
public record Pipeline(
        JsonNode definition,
        List<String> secrets,
        Passage input,
        List<Step> steps,
        Passage output,
        @Nullable Duration timeout) {

    public Pipeline {
        secrets = List.copyOf(secrets);
        steps = List.copyOf(steps);
    }

    /** Whether what its tasks are given and leave is to be seen in the history of its calls. */
    public boolean keepsValues() {
        return definition.at("/document/metadata/history").asText().equals("io");
    }

    /** The parallel loop that the pipeline ends with, where the list that it leaves is the result as it is; else null. */
    public @Nullable Step streamed() {
        Step last = steps.getLast();
        boolean isResult = last.output().equals(Passage.OPEN)
                && output.equals(Passage.OPEN)
                && !(last.then() instanceof Then.GoTo);
        return isResult && last.task() instanceof Task.For loop && loop.parallel() > 0 && !loop.collects()
                ? last
                : null;
    }
}
