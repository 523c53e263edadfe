package io.sluice.state;

import java.util.Map;

/**
 * A small table of text by text that outlives the runtime: what {@link #put} has returned from is there after any end of
 * the process. Its methods block: call them from a virtual thread, never from an event loop.
 */
public interface StateTable {

    /** Everything in it. */
    Map<String, String> load();

    /** Writes one value, replacing what was there. */
    void put(String key, String value);

    /** Removes one value, if it is there. */
    void remove(String key);
}
