package io.sluice.contract.api;

/**
 * A row of the list of functions.
 *
 * @param function {@code owner/name}
 * @param version the current version
 * @param versions how many versions there are
 * @param runtime the runtime kind, such as {@code java}
 * @param callability {@code private} or {@code public}
 * @param instances how many instances run, of all versions
 * @param invocations how many invocations ended since the runtime started, of all versions
 * @param deployedAt when the current version was deployed, ISO 8601 in UTC
 */
public record FunctionSummary(
        String function,
        String version,
        int versions,
        String runtime,
        String callability,
        int instances,
        long invocations,
        String deployedAt) {}
