package io.sluice.gateway.management;

import io.sluice.contract.api.PipelineHistory;
import io.sluice.contract.api.PipelineRun;
import io.sluice.contract.api.PipelineTask;
import io.sluice.pipeline.RunLog;
import io.sluice.pipeline.TaskEntry;
import io.sluice.pool.NestedCalls.Served;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What pipelines did, as the API tells it. */
final class HistoryViews {

    private static final double NANOS_PER_SECOND = 1e9;

    private HistoryViews() {}

    static PipelineRun run(RunLog run) {
        return new PipelineRun(
                run.call(),
                run.function(),
                run.version(),
                run.started().toString(),
                run.nanos() / NANOS_PER_SECOND,
                run.state().word(),
                run.error(),
                run.tasks().size() + run.leftOut(),
                run.leftOut());
    }

    static PipelineHistory history(RunLog run) {
        return new PipelineHistory(
                run(run),
                run.keepsValues(),
                run.tasks().stream().map(task -> task(run, task)).toList());
    }

    private static PipelineTask task(RunLog run, TaskEntry task) {
        @Nullable Served served = task.served();
        return new PipelineTask(
                task.pointer(),
                task.kind(),
                task.rounds(),
                task.attempt(),
                task.startNanos() / NANOS_PER_SECOND,
                run.nanos(task) / NANOS_PER_SECOND,
                task.state().word(),
                served == null ? null : served.function(),
                served == null ? null : served.by().name().toLowerCase(Locale.ROOT),
                served == null ? 0 : served.waited().toNanos() / NANOS_PER_SECOND,
                task.error(),
                task.input(),
                task.output());
    }
}
