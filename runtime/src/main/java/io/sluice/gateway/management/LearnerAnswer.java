package io.sluice.gateway.management;

import io.sluice.gateway.BadRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the learner is asked, for as long as a client may. */
final class LearnerAnswer {

    private static final int PATIENCE_SECONDS = 5;

    private LearnerAnswer() {}

    /** The answer, or the reason why there is none, for the client. Blocks. */
    static <T> T of(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException off) {
                throw new BadRequest(409, 0, String.valueOf(off.getMessage()));
            }
            throw new IllegalStateException("the learner failed", e.getCause());
        } catch (TimeoutException e) {
            throw new BadRequest(503, 0, "the learner is busy; try again in a moment");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
