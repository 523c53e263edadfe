package io.sluice.predictor.policy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plans of one function, with the sums that are asked for at every call. */
final class FunctionPlans {

    private final Map<Long, PlanEntry> byKey = new HashMap<>(4);
    private int free;
    private int total;

    void add(PlanEntry entry) {
        byKey.put(entry.plan.key(), entry);
    }

    void begin(PlanEntry entry) {
        entry.active = true;
        switch (entry.plan.counting()) {
            case FREE -> free += entry.plan.instances();
            case TOTAL -> total = Math.max(total, entry.plan.instances());
        }
    }

    @Nullable
    PlanEntry remove(long key) {
        PlanEntry entry = byKey.remove(key);
        if (entry != null && entry.active) {
            switch (entry.plan.counting()) {
                case FREE -> free -= entry.plan.instances();
                case TOTAL -> total = entry.plan.instances() < total ? total : largestTotal();
            }
        }
        return entry;
    }

    private int largestTotal() {
        int largest = 0;
        for (PlanEntry entry : byKey.values()) {
            if (entry.active && entry.plan.counting() == Plan.Counting.TOTAL) {
                largest = Math.max(largest, entry.plan.instances());
            }
        }
        return largest;
    }

    int target(int busy) {
        return Math.max(total, busy + free);
    }

    int total() {
        return total;
    }

    int free() {
        return free;
    }

    double value(int others) {
        double best = 0;
        for (PlanEntry entry : byKey.values()) {
            if (entry.active && asksForMore(entry.plan, others)) {
                best = Math.max(best, entry.plan.value());
            }
        }
        return best;
    }

    private static boolean asksForMore(Plan plan, int others) {
        return plan.counting() == Plan.Counting.FREE || plan.instances() > others;
    }

    int size() {
        return byKey.size();
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }
}
