package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.manifest.pipeline.Step;
import io.sluice.pool.NestedCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one run of a pipeline did, while it goes on and afterwards. Safe for use by many threads. */
public final class RunLog {

    /** What a run takes up without its tasks. */
    static final long BYTES = 400;

    private static final int MOST_TASKS = 2000;
    private static final int MOST_ERROR = 500;

    private final History history;
    private final String call;
    private final String function;
    private final String version;
    private final Instant started;
    private final boolean keepsValues;
    private final Redaction secrets;
    private final LongSupplier nanos;
    private final long startNanos;
    private final List<TaskEntry> tasks = new ArrayList<>();
    private long bytes = BYTES;
    private int leftOut;
    private long endNanos;
    private RunState state = RunState.RUNNING;
    private @Nullable String error;

    /**
     * A run that begins, and is kept by the history.
     *
     * @param label the function and its version
     * @param keepsValues whether what tasks are given and leave is kept
     * @param secrets takes them out of that
     * @param nanos the monotonic clock
     */
    static RunLog begin(
            History history,
            String call,
            String label,
            Instant started,
            boolean keepsValues,
            Redaction secrets,
            LongSupplier nanos) {
        RunLog run = new RunLog(history, call, label, started, keepsValues, secrets, nanos);
        history.begin(run);
        return run;
    }

    private RunLog(
            History history,
            String call,
            String label,
            Instant started,
            boolean keepsValues,
            Redaction secrets,
            LongSupplier nanos) {
        this.history = history;
        this.call = call;
        this.function = nameOf(label);
        this.version = label.substring(label.indexOf('@') + 1);
        this.started = started;
        this.keepsValues = keepsValues;
        this.secrets = secrets;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    /** The function of a label that names its version too. */
    static String nameOf(String label) {
        int at = label.indexOf('@');
        return label.substring(0, at < 0 ? label.length() : at);
    }

    /** A task begins; what is returned is told of it. */
    TaskLog begin(Step step, Frame frame, JsonNode input) {
        TaskEntry entry = new TaskEntry(
                step.pointer(),
                TaskKind.of(step.task()),
                frame.rounds(),
                frame.attempt(),
                now(),
                0,
                RunState.RUNNING,
                null,
                null,
                keepsValues ? ShownValue.of(secrets.of(input)) : null,
                null);
        return new TaskLog(this, add(entry));
    }

    /** Its place, or -1 where there was no room. */
    private int add(TaskEntry entry) {
        boolean room = !isOver() && size() < MOST_TASKS && history.take(entry.bytes());
        synchronized (this) {
            if (!room) {
                leftOut++;
                return -1;
            }
            bytes += entry.bytes();
            tasks.add(entry);
            return tasks.size() - 1;
        }
    }

    private synchronized int size() {
        return tasks.size();
    }

    synchronized void served(int at, NestedCalls.@Nullable Served by) {
        if (at >= 0 && by != null) {
            tasks.set(at, tasks.get(at).servedBy(by));
        }
    }

    void ended(int at, RunState as, @Nullable Throwable why, @Nullable JsonNode left) {
        if (at < 0) {
            return;
        }
        // One that is over may have given way already, with the room that it took.
        String text = why == null || isOver() ? null : cut(String.valueOf(why.getMessage()));
        String shown = keepsValues && left != null && !isOver() ? ShownValue.of(secrets.of(left)) : null;
        long more = TaskEntry.textBytes(text) + TaskEntry.textBytes(shown);
        boolean room = more == 0 || history.take(more);
        synchronized (this) {
            if (tasks.get(at).state() != RunState.RUNNING) {
                return;
            }
            bytes += room ? more : 0;
            tasks.set(at, tasks.get(at).ended(now(), as, room ? text : null, room ? shown : null));
        }
    }

    /** The run as a whole is over. */
    synchronized void over(RunState as, @Nullable String why) {
        if (state == RunState.RUNNING) {
            endNanos = now();
            state = as;
            error = why == null ? null : cut(why);
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_ERROR ? text : text.substring(0, MOST_ERROR) + "...";
    }

    private long now() {
        return nanos.getAsLong() - startNanos;
    }

    synchronized boolean isOver() {
        return state != RunState.RUNNING;
    }

    synchronized long bytes() {
        return bytes;
    }

    public String call() {
        return call;
    }

    /** The pipeline, without its version. */
    public String function() {
        return function;
    }

    public String version() {
        return version;
    }

    public Instant started() {
        return started;
    }

    /** Whether what tasks are given and leave is kept. */
    public boolean keepsValues() {
        return keepsValues;
    }

    /** How long it took, or has taken until now. */
    public synchronized long nanos() {
        return state == RunState.RUNNING ? now() : endNanos;
    }

    /** How long a task took, or has taken until now. */
    public long nanos(TaskEntry task) {
        return (task.endNanos() == 0 ? nanos() : task.endNanos()) - task.startNanos();
    }

    public synchronized RunState state() {
        return state;
    }

    /** Why it failed, or null. */
    public synchronized @Nullable String error() {
        return error;
    }

    /** Those that are kept, in the order in which they began. */
    public synchronized List<TaskEntry> tasks() {
        return List.copyOf(tasks);
    }

    /** How many are not kept. */
    public synchronized int leftOut() {
        return leftOut;
    }
}
