package io.sluice.pool;

import java.time.Duration;

/**
 * The right to send one call to an instance. Who has it gives it back, once.
 *
 * @param caller who has it
 * @param since when it was granted, in nanoseconds of the pool's clock
 * @param waited from the call's arrival to this
 */
record Lease(Instance instance, String caller, long since, Duration waited, Warmth warmth) {}
