package io.sluice.registry;

import io.sluice.contract.FunctionName;
import io.sluice.state.StateTable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values that functions get in their environment and nobody is ever shown again. They belong to a function, not to a
 * version. Look-ups never block; changes do.
 */
public final class Secrets {

    private final StateTable table;
    private final Map<String, String> values = new ConcurrentHashMap<>();

    /** Loads what the table holds. */
    public Secrets(StateTable table) {
        this.table = table;
        values.putAll(table.load());
    }

    /** What a function has: value by name. */
    public Map<String, String> of(FunctionName function) {
        String prefix = prefix(function);
        Map<String, String> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Sets one; instances that start from now on get it. */
    public synchronized void put(FunctionName function, String name, String value) {
        table.put(prefix(function) + name, value);
        values.put(prefix(function) + name, value);
    }

    /** Removes one; false when there is none. */
    public synchronized boolean remove(FunctionName function, String name) {
        table.remove(prefix(function) + name);
        return values.remove(prefix(function) + name) != null;
    }

    private static String prefix(FunctionName function) {
        return function.key() + ":";
    }
}
