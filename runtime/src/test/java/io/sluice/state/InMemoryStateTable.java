package io.sluice.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A table that is forgotten with the process, for tests. */
public final class InMemoryStateTable implements StateTable {

    private final Map<String, String> values = new ConcurrentHashMap<>();

    @Override
    public Map<String, String> load() {
        return Map.copyOf(values);
    }

    @Override
    public void put(String key, String value) {
        values.put(key, value);
    }

    @Override
    public void remove(String key) {
        values.remove(key);
    }
}
