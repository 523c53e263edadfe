package io.sluice.gateway;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.Caller;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who stands behind the value of an {@code Authorization} header. Values that were good are remembered until any key
 * or account changes, so that a key is not hashed for each call; those that were not are never remembered. Safe for use by many threads.
 */
final class KnownCallers {

    private static final int MOST = 1_000;

    private final ApiKeys keys;
    private final Accounts accounts;
    private volatile Known known = new Known(-1, Map.of());

    /** What was found while keys and accounts were as they are after so many changes. */
    private record Known(long changes, Map<String, Caller> callers) {}

    KnownCallers(ApiKeys keys, Accounts accounts) {
        this.keys = keys;
        this.accounts = accounts;
    }

    /** The caller, or null where the key is none of ours. */
    @Nullable
    Caller find(String header) {
        // Read before the key is looked up: what is found is kept for the keys as they were then, if they change
        // meanwhile.
        Known now = now(keys.changes() + accounts.changes());
        Caller before = now.callers().get(header);
        if (before != null) {
            return before;
        }
        Caller found = keys.find(bare(header)).map(accounts::caller).orElse(null);
        if (found != null && now.callers().size() < MOST) {
            now.callers().put(header, found);
        }
        return found;
    }

    private Known now(long changes) {
        Known now = known;
        if (now.changes() != changes) {
            now = new Known(changes, new ConcurrentHashMap<>());
            known = now;
        }
        return now;
    }

    private static String bare(String header) {
        String stripped = header.strip();
        int space = stripped.indexOf(' ');
        if (space < 0) {
            return stripped;
        }
        return switch (stripped.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "simple", "bearer" -> stripped.substring(space + 1).strip();
            default -> "";
        };
    }
}
