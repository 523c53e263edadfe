package io.sluice.pool;

import java.util.ArrayList;
import java.util.List;

/** What one decision wants done, in order. Most decisions want nothing, or one thing. */
final class Actions {

    private List<PoolAction> all = List.of();

    void add(PoolAction action) {
        if (all.isEmpty()) {
            all = List.of(action);
            return;
        }
        if (all.size() == 1) {
            all = new ArrayList<>(all);
        }
        all.add(action);
    }

    /** Not to be added to any more. */
    List<PoolAction> all() {
        return all;
    }
}
