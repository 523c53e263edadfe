package io.sluice.pool;

import java.util.function.LongSupplier;

/** What all pools of a node share. */
record PoolNode(
        InstanceDriver driver,
        KeepAlive keepAlive,
        PoolListener listener,
        Serial serial,
        Timers timers,
        LongSupplier clock) {

    long nanos() {
        return clock.getAsLong();
    }
}
