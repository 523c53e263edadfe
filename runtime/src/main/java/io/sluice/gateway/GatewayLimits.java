package io.sluice.gateway;

import java.time.Duration;

/**
 * What requests may be at most.
 *
 * @param bodyBytes the largest body of a call
 * @param defaultTimeout how long a call may take that names no time-out, where its function's own is not shorter
 * @param maxTimeout the longest time-out that a call may name
 */
public record GatewayLimits(int bodyBytes, Duration defaultTimeout, Duration maxTimeout) {}
