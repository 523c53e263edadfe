package io.sluice.router;

import io.sluice.pool.PayloadRoom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The calls that instances have now, by the token that nested calls hand back. Safe for use by many threads. */
public final class CallsInside {

    private final Map<String, Flight> byToken = new ConcurrentHashMap<>();

    /** The call in progress that a token was given to. */
    public Optional<CallInProgress> find(String token) {
        return Optional.ofNullable(byToken.get(token)).map(Flight::inProgress);
    }

    /** Where the payloads are held of the call that a token was given to. */
    public Optional<PayloadRoom> room(String token) {
        return Optional.ofNullable(byToken.get(token)).map(Flight::room);
    }

    /** How many there are. */
    public int size() {
        return byToken.size();
    }

    void add(String token, Flight flight) {
        byToken.put(token, flight);
    }

    void remove(String token) {
        byToken.remove(token);
    }

    void forEach(Consumer<Flight> action) {
        byToken.values().forEach(action);
    }
}
