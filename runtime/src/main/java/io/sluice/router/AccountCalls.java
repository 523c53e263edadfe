package io.sluice.router;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many calls from outside each account has now. Safe for use by many threads. */
final class AccountCalls {

    private final int most;
    private final Map<String, AtomicInteger> byUser = new ConcurrentHashMap<>();

    AccountCalls(int most) {
        this.most = most;
    }

    /** Counts one more, unless there are as many as may be; each that was counted must {@link #leave}. */
    boolean enter(String user) {
        AtomicInteger calls = byUser.get(user);
        if (calls == null) {
            calls = byUser.computeIfAbsent(user, _ -> new AtomicInteger());
        }
        if (calls.incrementAndGet() <= most) {
            return true;
        }
        calls.decrementAndGet();
        return false;
    }

    void leave(String user) {
        AtomicInteger calls = byUser.get(user);
        if (calls != null) {
            calls.decrementAndGet();
        }
    }
}
