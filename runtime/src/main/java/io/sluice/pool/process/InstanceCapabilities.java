package io.sluice.pool.process;

import io.sluice.contract.ReadySignal;
import java.util.Optional;

/**
 * Who stands behind a capability, the secret part of an instance's {@code SLUICE_API}. The HTTP listener that instances
 * call asks it. Methods never block and may be called from any thread.
 */
public interface InstanceCapabilities {

    /** The instance that was given this capability and still runs. */
    Optional<CapabilityHolder> find(String capability);

    /**
     * Takes an instance's ready signal; false when the capability is unknown, the signal came already, or it is not one
     * that the protocol allows, which ends the instance.
     */
    boolean ready(String capability, ReadySignal signal);
}
