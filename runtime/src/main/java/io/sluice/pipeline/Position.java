package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.manifest.pipeline.Then;

/**
 * Where a run is in a list of tasks.
 *
 * @param index the task that comes next; the list's size and more where none does
 * @param value what that one is given
 * @param ended whether the run as a whole is over
 */
record Position(int index, JsonNode value, boolean ended) {

    /** Before the first task. */
    static Position first(JsonNode value) {
        return new Position(0, value, false);
    }

    /** After the task that this stands before. */
    Position after(Outcome outcome) {
        return switch (outcome.then()) {
            case Then.Continue _ -> new Position(index + 1, outcome.value(), false);
            case Then.Exit _ -> new Position(Integer.MAX_VALUE, outcome.value(), false);
            case Then.End _ -> new Position(Integer.MAX_VALUE, outcome.value(), true);
            case Then.GoTo target -> new Position(target.index(), outcome.value(), false);
        };
    }

    /** What the task is left with that the list belongs to. */
    Outcome outcome(Then then) {
        return new Outcome(value, ended ? new Then.End() : then);
    }
}
