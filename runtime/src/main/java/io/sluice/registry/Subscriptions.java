package io.sluice.registry;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which functions' latest versions ask for which event types. One thread changes it at a time; any may look things up. */
final class Subscriptions {

    private final Map<String, NavigableSet<String>> keysOfType = new ConcurrentHashMap<>();

    /** The key of the function that events of the type go to, the first by name where several ask for it. */
    Optional<String> first(String type) {
        NavigableSet<String> keys = keysOfType.get(type);
        return keys == null ? Optional.empty() : Optional.of(keys.getFirst());
    }

    /** Notes that a function has come, changed or gone. */
    void change(@Nullable FunctionRecord before, @Nullable FunctionRecord after) {
        if (before != null) {
            before.latest().events().forEach(type -> remove(type, before.name().key()));
        }
        if (after != null) {
            after.latest().events().forEach(type -> add(type, after.name().key()));
        }
    }

    private void remove(String type, String key) {
        keysOfType.computeIfPresent(type, (_, keys) -> {
            NavigableSet<String> fewer = new TreeSet<>(keys);
            fewer.remove(key);
            return fewer.isEmpty() ? null : fewer;
        });
    }

    private void add(String type, String key) {
        keysOfType.compute(type, (_, keys) -> {
            NavigableSet<String> more = keys == null ? new TreeSet<>() : new TreeSet<>(keys);
            more.add(key);
            return more;
        });
    }
}
