package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task in its place.
 *
 * @param pointer where it stands in the file, as a JSON pointer: {@code /do/1/clean}
 * @param condition whether it is carried out at all, or null: it is
 * @param definition what stands there, for expressions to see
 * @param input makes of what the task before left what this one is given
 * @param output makes of what the task left what the next one is given
 * @param export makes of that what {@code $context} is from then on; without a template it stays what it was
 * @param timeout how long it may take, or null: as long as the run
 * @param then what comes after it
 */
public record Step(
        String name,
        String pointer,
        JsonNode definition,
        Task task,
        @Nullable Expression condition,
        Passage input,
        Passage output,
        Passage export,
        @Nullable Duration timeout,
        Then then) {

    /** All steps of a list, and those inside of them. */
    public static Stream<Step> all(List<Step> steps) {
        return steps.stream().flatMap(step -> Stream.concat(Stream.of(step), step.inside()));
    }

    private Stream<Step> inside() {
        return switch (task) {
            case Task.Do list -> all(list.steps());
            case Task.For loop -> all(loop.steps());
            case Task.Fork fork -> all(fork.branches());
            case Task.Try attempt ->
                Stream.concat(all(attempt.steps()), all(attempt.recovery().steps()));
            case Task.Call _,
                    Task.Http _,
                    Task.OpenApi _,
                    Task.Emit _,
                    Task.Switch _,
                    Task.Set _,
                    Task.Wait _,
                    Task.Raise _ -> Stream.empty();
        };
    }

    /** Whether it makes HTTP requests itself. */
    public boolean reachesNetwork() {
        return task instanceof Task.Http || task instanceof Task.OpenApi;
    }
}
