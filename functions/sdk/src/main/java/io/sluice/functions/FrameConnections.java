package io.sluice.functions;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The runtime's connections to this instance. Thread-safe. */
final class FrameConnections {

    private final List<FrameConnection> all = new CopyOnWriteArrayList<>();

    void add(FrameConnection connection) {
        all.add(connection);
    }

    void remove(FrameConnection connection) {
        all.remove(connection);
    }

    /** All of them now. */
    List<FrameConnection> all() {
        return List.copyOf(all);
    }

    /** One of them; null when there is none. */
    @Nullable
    FrameConnection any() {
        for (FrameConnection first : all) {
            return first;
        }
        return null;
    }
}
