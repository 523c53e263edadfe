package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.Statistics;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The closures that were found, as many as have so many members together: those that were asked for last. For one thread. */
final class ClosureCache {

    /** How much there is room for: a closure counts one, and one more for each member. */
    static final int ROOM = 300_000;

    private final Map<Statistics.CallerKey, Closure> closures = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    @Nullable
    Closure get(Statistics.CallerKey key) {
        return closures.get(key);
    }

    void put(Statistics.CallerKey key, Closure closure) {
        Closure before = closures.put(key, closure);
        size += size(closure) - (before == null ? 0 : size(before));
        Iterator<Closure> eldest = closures.values().iterator();
        while (size > ROOM) {
            size -= size(eldest.next());
            eldest.remove();
        }
    }

    private static int size(Closure closure) {
        return 1 + closure.members().size();
    }

    void clear() {
        closures.clear();
        size = 0;
    }
}
