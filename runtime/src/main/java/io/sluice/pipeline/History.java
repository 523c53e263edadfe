package io.sluice.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the last calls of pipelines did, within bounded memory: the oldest that are over give way. Safe for use by many
 * threads.
 */
public final class History {

    private final long most;
    private final Deque<RunLog> runs = new ArrayDeque<>();
    private long taken;

    /** @param most how many bytes it may take up, about; 0 keeps nothing */
    public History(long most) {
        this.most = most;
    }

    /** Keeps it as far as there is room. */
    synchronized void begin(RunLog run) {
        if (take(RunLog.BYTES)) {
            runs.addFirst(run);
        }
    }

    /** Takes room for so many bytes; false where others that are not over have it all. */
    synchronized boolean take(long bytes) {
        Iterator<RunLog> oldest = runs.descendingIterator();
        while (taken + bytes > most && oldest.hasNext()) {
            RunLog run = oldest.next();
            if (run.isOver()) {
                oldest.remove();
                taken -= run.bytes();
            }
        }
        if (taken + bytes > most) {
            return false;
        }
        taken += bytes;
        return true;
    }

    /** All of them, newest first. */
    synchronized List<RunLog> all() {
        return List.copyOf(runs);
    }

    /** Those of a function, newest first. */
    public synchronized List<RunLog> of(String function) {
        return runsOf(function).toList();
    }

    /** The one of a function whose id is that, or the newest whose id begins so. */
    public synchronized Optional<RunLog> find(String function, String call) {
        return runsOf(function).filter(run -> run.call().startsWith(call)).findFirst();
    }

    private Stream<RunLog> runsOf(String function) {
        return runs.stream().filter(run -> run.function().equalsIgnoreCase(function));
    }
}
