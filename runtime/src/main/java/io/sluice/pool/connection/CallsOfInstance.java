package io.sluice.pool.connection;

import io.sluice.contract.InstanceProtocol;
import io.sluice.pool.Call;
import io.sluice.pool.connection.CallsInProgress.Found;
import io.sluice.pool.connection.CallsInProgress.Lookup;
import io.sluice.pool.connection.CallsInProgress.Refused;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calls that one instance has now, by the token that nested calls hand back. Safe for use by many threads. */
public final class CallsOfInstance {

    private final Map<String, Call> byToken = new ConcurrentHashMap<>();

    void begin(Call call) {
        byToken.put(call.token(), call);
    }

    void end(Call call) {
        byToken.remove(call.token());
    }

    /**
     * The call that the token names or, without a token, the only one.
     *
     * @param label names the function, for a refusal
     */
    public Lookup find(String label, @Nullable String token) {
        String nested = "function '" + label + "': nested call ";
        if (token == null) {
            return only(nested);
        }
        return byToken.containsKey(token) ? new Found(token) : named(token, nested);
    }

    /** The call with that invocation's id: a call that came as a frame has no token. */
    private Lookup named(String invocation, String nested) {
        String[] tokens = byToken.values().stream()
                .filter(call -> call.invocation().equals(invocation))
                .map(Call::token)
                .toArray(String[]::new);
        return tokens.length == 1
                ? new Found(tokens[0])
                : new Refused(nested + "names a call in '" + InstanceProtocol.TOKEN + "' that is "
                        + (tokens.length == 0 ? "not in progress" : "not the only one with that id"));
    }

    private Lookup only(String nested) {
        Object[] tokens = byToken.keySet().toArray();
        return switch (tokens.length) {
            case 0 -> new Refused(nested + "outside of any call; nested calls are made while a call is in progress");
            case 1 -> new Found((String) tokens[0]);
            default ->
                new Refused(nested + "without '" + InstanceProtocol.TOKEN + "' while " + tokens.length
                        + " calls are in progress; set 'concurrency: 1', or pass the token of the call on");
        };
    }
}
