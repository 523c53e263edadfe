package io.sluice.cli.command;

import io.sluice.cli.console.Table;
import io.sluice.contract.api.PipelineHistory;
import io.sluice.contract.api.PipelineRun;
import io.sluice.contract.api.PipelineTask;
import java.util.List;

/** Calls of a pipeline, and the tasks of one, as tables. */
final class HistoryTable {

    private static final int SHOWN_ID = 12;
    private static final int SHOWN_TEXT = 60;

    private HistoryTable() {}

    static Table runs(List<PipelineRun> runs) {
        Table table = new Table("CALL", "VERSION", "STARTED", "SECONDS", "TASKS", "OUTCOME", "ERROR");
        runs.forEach(run -> table.row(
                run.call().substring(0, Math.min(SHOWN_ID, run.call().length())),
                run.version(),
                run.started(),
                seconds(run.seconds()),
                run.tasks(),
                run.outcome(),
                run.error() == null ? "" : cut(run.error())));
        return table;
    }

    static Table tasks(PipelineHistory history, boolean values) {
        String[] heading = {"TASK", "KIND", "START", "SECONDS", "TRY", "OUTCOME", "FUNCTION", "BY", "ERROR"};
        Table table = values
                ? new Table("TASK", "KIND", "SECONDS", "OUTCOME", "INPUT", "OUTPUT", "ERROR")
                : new Table(heading);
        for (PipelineTask task : history.tasks()) {
            String error = task.error() == null ? "" : cut(task.error());
            if (values) {
                table.row(
                        name(task),
                        task.kind(),
                        seconds(task.seconds()),
                        task.outcome(),
                        task.input() == null ? "" : cut(task.input()),
                        task.output() == null ? "" : cut(task.output()),
                        error);
            } else {
                table.row(
                        name(task),
                        task.kind(),
                        seconds(task.start()),
                        seconds(task.seconds()),
                        task.attempt(),
                        task.outcome(),
                        task.function() == null ? "" : task.function(),
                        task.warmth() == null ? "" : task.warmth(),
                        error);
            }
        }
        return table;
    }

    /** The task's own name, as far in as there are tasks around it, and in which rounds of loops. */
    private static String name(PipelineTask task) {
        String[] parts = task.task().split("/", -1);
        long around = task.task().chars().filter(letter -> letter == '/').count() / 3;
        String indent = "  ".repeat((int) Math.max(0, around - 1));
        return indent + parts[parts.length - 1] + (task.rounds().isEmpty() ? "" : " [" + task.rounds() + "]");
    }

    private static String seconds(double seconds) {
        return "%.3f".formatted(seconds);
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_TEXT ? line : line.substring(0, SHOWN_TEXT) + "...";
    }
}
