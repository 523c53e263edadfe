package io.sluice.contract.api;

/**
 * How the runtime is.
 *
 * @param home its {@code $SLUICE_HOME}
 * @param memoryBudgetMiB what instances may use together
 * @param memoryReservedMiB what running instances have reserved of it
 */
public record RuntimeStatus(
        String version,
        long pid,
        String home,
        String startedAt,
        int functions,
        int instances,
        long memoryBudgetMiB,
        long memoryReservedMiB,
        long residentMiB) {}
