package io.sluice.algorithms;

import io.sluice.contract.FunctionName;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.VersionSettings;
import java.time.Instant;
import java.util.UUID;

/**
 * An algorithm's record: what its author says of it, and what its next versions may do.
 *
 * @param id the same as the function's of that name, as soon as there is a build
 * @param label a name for people
 * @param license for whom it is
 * @param permissions what versions may do from the next major one on
 */
public record Algorithm(
        UUID id,
        FunctionName name,
        String label,
        String summary,
        String tagline,
        Language language,
        License license,
        VersionSettings permissions,
        Instant createdAt) {

    /** The record of a function that was deployed as a package and has none of its own. */
    static Algorithm of(FunctionRecord function) {
        FunctionVersion current = function.current();
        return new Algorithm(
                function.id(),
                function.name(),
                function.name().name(),
                current.manifest().summary(),
                "",
                Language.of(current.manifest().runtime()),
                License.APL,
                current.settings(),
                function.all().getFirst().deployedAt());
    }

    Algorithm described(String otherLabel, String otherSummary, String otherTagline) {
        return new Algorithm(
                id, name, otherLabel, otherSummary, otherTagline, language, license, permissions, createdAt);
    }

    Algorithm with(License other, VersionSettings others) {
        return new Algorithm(id, name, label, summary, tagline, language, other, others, createdAt);
    }
}
