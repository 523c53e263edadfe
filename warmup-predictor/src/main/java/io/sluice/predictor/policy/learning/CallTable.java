package io.sluice.predictor.policy.learning;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls in progress, by number, oldest first; bounded, since the end of a call can get lost. */
final class CallTable {

    /** The most calls. */
    static final int MOST = 65_536;

    private final Map<Long, ActiveCall> calls = new LinkedHashMap<>();

    void add(ActiveCall call) {
        calls.put(call.number(), call);
    }

    @Nullable
    ActiveCall find(long number) {
        return calls.get(number);
    }

    @Nullable
    ActiveCall remove(long number) {
        return calls.remove(number);
    }

    /** The oldest call when there is no room for another one, else null. */
    @Nullable
    ActiveCall surplus() {
        return calls.size() < MOST ? null : calls.values().iterator().next();
    }

    Iterable<ActiveCall> all() {
        return calls.values();
    }
}
