package io.sluice.pool.process;

import io.sluice.contract.api.LogLine;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One who follows logs: lines wait here, a bounded number of them, until they are asked for. */
final class LogFollower {

    private static final int CAPACITY = 1000;

    private final MultiEmitter<? super LogLine> emitter;
    private final String function;
    private final Optional<String> version;
    private final Optional<String> instance;
    private final Deque<LogLine> waiting = new ArrayDeque<>();
    private long missed;

    LogFollower(
            MultiEmitter<? super LogLine> emitter,
            String function,
            Optional<String> version,
            Optional<String> instance) {
        this.emitter = emitter;
        this.function = function;
        this.version = version;
        this.instance = instance;
        emitter.onRequest(more -> drain());
    }

    void offer(String ofFunction, LogLine line) {
        if (ofFunction.equals(function)
                && version.map(line.version()::equals).orElse(true)
                && instance.map(line.instance()::equals).orElse(true)) {
            queue(line);
            drain();
        }
    }

    private synchronized void queue(LogLine line) {
        if (waiting.size() == CAPACITY) {
            waiting.removeFirst();
            missed++;
        }
        waiting.addLast(line);
    }

    private synchronized void drain() {
        while (emitter.requested() > 0 && !waiting.isEmpty()) {
            LogLine next = waiting.getFirst();
            if (missed > 0) {
                emitter.emit(new LogLine(next.at(), next.version(), next.instance(), "[" + missed + " lines missed]"));
                missed = 0;
            } else {
                waiting.removeFirst();
                emitter.emit(next);
            }
        }
    }
}
