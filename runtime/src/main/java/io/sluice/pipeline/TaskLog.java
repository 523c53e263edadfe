package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.pool.NestedCalls;
import org.jspecify.annotations.Nullable;

/** Where one task of a run tells what becomes of it. @param at its place in the run, or -1 where it is not kept */
record TaskLog(RunLog run, int at) {

    /** Its call was answered so. */
    void served(NestedCalls.@Nullable Served by) {
        run.served(at, by);
    }

    /** Its condition did not hold. */
    void passedOver() {
        run.ended(at, RunState.PASSED_OVER, null, null);
    }

    void done(JsonNode left) {
        run.ended(at, RunState.DONE, null, left);
    }

    void failed(Throwable why) {
        run.ended(at, RunState.FAILED, why, null);
    }

    void givenUp() {
        run.ended(at, RunState.GIVEN_UP, null, null);
    }
}
