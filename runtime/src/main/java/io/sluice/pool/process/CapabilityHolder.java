package io.sluice.pool.process;

import io.sluice.pool.InstanceId;

/** Whom a capability address belongs to: an instance, and the {@code owner/name} and version that it runs. */
public record CapabilityHolder(InstanceId instance, String function, String version, String entryPoint) {}
