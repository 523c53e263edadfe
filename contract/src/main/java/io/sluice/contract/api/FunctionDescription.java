package io.sluice.contract.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say of one version of a function.
 *
 * @param settings the manifest's settings with their defaults filled in, as text: {@code memory -> 256MiB}
 * @param isolation what is enforced on its instances, in words
 * @param secrets the names of the secrets that are set
 * @param lastStartFailure why its last start failed, or null
 * @param aotCache how it stands with what makes its starts short, in words; null where there can't be one
 */
public record FunctionDescription(
        String function,
        String version,
        boolean current,
        String summary,
        String runtime,
        String entryPoint,
        String packageDigest,
        String deployedAt,
        Map<String, String> settings,
        List<String> events,
        List<String> secrets,
        List<String> isolation,
        List<InstanceView> instances,
        FunctionStats stats,
        @Nullable String lastStartFailure,
        @Nullable String aotCache) {

    /**
     * One running instance.
     *
     * @param state {@code starting}, {@code warm}, {@code draining} or {@code stopping}
     * @param inFlight how many invocations it has now
     * @param residentMiB its resident memory
     */
    public record InstanceView(
            String id, String state, int inFlight, long pid, long residentMiB, long ageSeconds, long idleSeconds) {}
}
