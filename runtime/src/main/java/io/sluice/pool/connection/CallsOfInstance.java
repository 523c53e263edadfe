package io.sluice.pool.connection;

import io.sluice.contract.InstanceProtocol;
import io.sluice.pool.Call;
import io.sluice.pool.connection.CallsInProgress.Found;
import io.sluice.pool.connection.CallsInProgress.Lookup;
import io.sluice.pool.connection.CallsInProgress.Refused;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calls that one instance has now, by the token that nested calls hand back. Safe for use by many threads. */
public final class CallsOfInstance {

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    void begin(Call call) {
        tokens.add(call.token());
    }

    void end(Call call) {
        tokens.remove(call.token());
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
        return tokens.contains(token)
                ? new Found(token)
                : new Refused(nested + "names a call in '" + InstanceProtocol.TOKEN + "' that is not in progress");
    }

    private Lookup only(String nested) {
        Object[] all = tokens.toArray();
        return switch (all.length) {
            case 0 -> new Refused(nested + "outside of any call; nested calls are made while a call is in progress");
            case 1 -> new Found((String) all[0]);
            default ->
                new Refused(nested + "without '" + InstanceProtocol.TOKEN + "' while " + all.length
                        + " calls are in progress; set 'concurrency: 1', or pass the token of the call on");
        };
    }
}
