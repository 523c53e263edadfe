package io.sluice.warmup;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What instances that are kept may take up together. Where that isn't enough for all, those worth least for their memory
 * give way. For one thread.
 */
final class MemoryBudget {

    private final long bytes;
    private final Map<String, Share> shares = new HashMap<>();
    private long taken;

    private record Share(String function, long bytes, double value) {
        /** What it is worth for each of its bytes. */
        double density() {
            return value / bytes;
        }
    }

    MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Whether the function may keep instances of that size, the value being that of the best of them. */
    boolean fits(String function, long size, double value) {
        give(function);
        if (taken + size > bytes) {
            return false;
        }
        take(new Share(function, size, value));
        return true;
    }

    /** The function that should give way to one of that size and value, when there is one that is worth less. */
    Optional<String> worthLess(String function, long size, double value) {
        double density = value / size;
        return shares.values().stream()
                .filter(share -> !share.function().equals(function) && share.density() < density)
                .min(Comparator.comparingDouble(Share::density).thenComparing(Share::function))
                .map(Share::function);
    }

    /** The function keeps nothing any more. */
    void give(String function) {
        Share share = shares.remove(function);
        if (share != null) {
            taken -= share.bytes();
        }
    }

    /** How much is taken, in bytes. */
    long taken() {
        return taken;
    }

    private void take(Share share) {
        shares.put(share.function(), share);
        taken += share.bytes();
    }
}
