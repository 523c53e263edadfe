package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.manifest.pipeline.Expression;
import io.sluice.manifest.pipeline.RetryPolicy;
import io.sluice.manifest.pipeline.Step;
import io.sluice.manifest.pipeline.Task;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tasks that do something about failures. */
final class Tries {

    private final TaskRuns tasks;
    private final Evaluation evaluation;
    private final RunTools tools;

    Tries(TaskRuns tasks, Evaluation evaluation, RunTools tools) {
        this.tasks = tasks;
        this.evaluation = evaluation;
        this.tools = tools;
    }

    /** One try under way. @param tries how many there were before; @param sinceNanos when the first one failed */
    private record Attempt(Step step, Task.Try task, JsonNode input, Frame frame, int tries, long sinceNanos) {

        Attempt next(long failedNanos) {
            return new Attempt(step, task, input, frame, tries + 1, tries == 0 ? failedNanos : sinceNanos);
        }
    }

    /** Tries, as often as it says, and then does what it says. */
    Uni<Outcome> run(Step step, Task.Try task, JsonNode input, Frame frame) {
        return run(new Attempt(step, task, input, frame, 0, 0));
    }

    private Uni<Outcome> run(Attempt attempt) {
        return tasks.list(
                        attempt.task().steps(),
                        attempt.input(),
                        attempt.frame().inAttempt(attempt.tries() + 1),
                        attempt.step().then())
                .onFailure(failure -> failure instanceof PipelineError error
                        && error.isForCatch()
                        && attempt.task().recovery().filter().matches(error.error()))
                .recoverWithUni(failure -> failed(attempt, (PipelineError) failure));
    }

    private Uni<Outcome> failed(Attempt attempt, PipelineError failure) {
        Task.Catch recovery = attempt.task().recovery();
        Frame inner = attempt.frame().with(recovery.as(), failure.error());
        return both(attempt, recovery.filter().when(), recovery.filter().exceptWhen(), inner)
                .chain(caught -> caught
                        ? retried(attempt, recovery, inner)
                        : Uni.createFrom().failure(failure));
    }

    private Uni<Outcome> retried(Attempt attempt, Task.Catch recovery, Frame inner) {
        RetryPolicy policy = recovery.retry();
        Attempt next = attempt.next(tools.nanos().getAsLong());
        if (policy == null || !isLeft(policy, next)) {
            return recovered(attempt, recovery, inner);
        }
        return both(attempt, policy.when(), policy.exceptWhen(), inner)
                .chain(again -> again
                        ? tools.after(delay(policy, next.tries())).chain(() -> run(next))
                        : recovered(attempt, recovery, inner));
    }

    private boolean isLeft(RetryPolicy policy, Attempt next) {
        Duration within = policy.within();
        long spent = tools.nanos().getAsLong() - next.sinceNanos();
        return next.tries() <= policy.attempts() && (within == null || spent < within.toNanos());
    }

    private Duration delay(RetryPolicy policy, int attempt) {
        long from = policy.jitterFrom().toMillis();
        long to = Math.max(from, policy.jitterTo().toMillis());
        return policy.delay(attempt).plusMillis(tools.random().nextLong(from, to + 1));
    }

    private Uni<Outcome> recovered(Attempt attempt, Task.Catch recovery, Frame inner) {
        return recovery.steps().isEmpty()
                ? Uni.createFrom()
                        .item(new Outcome(attempt.input(), attempt.step().then()))
                : tasks.list(
                        recovery.steps(), attempt.input(), inner, attempt.step().then());
    }

    /** Whether the first holds and the second does not. */
    private Uni<Boolean> both(
            Attempt attempt, @Nullable Expression when, @Nullable Expression exceptWhen, Frame frame) {
        String pointer = attempt.step().pointer() + "/catch";
        return evaluation
                .holds(pointer, when, true, attempt.input(), frame.variables())
                .chain(first -> evaluation
                        .holds(pointer, exceptWhen, false, attempt.input(), frame.variables())
                        .map(second -> first && !second));
    }
}
