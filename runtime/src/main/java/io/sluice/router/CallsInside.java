package io.sluice.router;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that instances have now, by the token that nested calls hand back. Safe for use by many threads. */
public final class CallsInside {

    private final Map<String, CallInProgress> byToken = new ConcurrentHashMap<>();

    /** The call in progress that a token was given to. */
    public Optional<CallInProgress> find(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /** How many there are. */
    public int size() {
        return byToken.size();
    }

    void add(String token, CallInProgress call) {
        byToken.put(token, call);
    }

    void remove(String token) {
        byToken.remove(token);
    }
}
