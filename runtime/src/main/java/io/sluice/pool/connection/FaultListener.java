package io.sluice.pool.connection;

import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;

/** Told when an instance breaks the protocol that it is spoken to by. Called on event loops: returns at once. */
@FunctionalInterface
public interface FaultListener {

    /** An instance did something that it may not do. */
    void fault(InstanceSpec spec, InstanceId instance, String what);
}
