package io.sluice.pool;

import java.time.Duration;

/**
 * The right to send one call to an instance. Who has it gives it back, once.
 *
 * @param waited from the call's arrival to this
 */
record Lease(Instance instance, Duration waited, Warmth warmth) {}
