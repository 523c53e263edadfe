package io.sluice.algorithms;

import io.sluice.contract.SemanticVersion;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which part of a version's number goes up when a build is published. */
public enum VersionStep {
    MAJOR("major"),
    MINOR("minor"),
    REVISION("revision");

    private final String word;

    VersionStep(String word) {
        this.word = word;
    }

    /** The step of that word; {@code patch} is another for revision. */
    public static Optional<VersionStep> of(String word) {
        return word.equals("patch")
                ? Optional.of(REVISION)
                : Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** The number after the newest, null where there is none yet. */
    SemanticVersion after(@Nullable SemanticVersion newest) {
        SemanticVersion before = newest == null ? new SemanticVersion(0, 0, 0) : newest;
        return switch (this) {
            case MAJOR -> new SemanticVersion(before.major() + 1, 0, 0);
            case MINOR -> new SemanticVersion(before.major(), before.minor() + 1, 0);
            case REVISION -> new SemanticVersion(before.major(), before.minor(), before.patch() + 1);
        };
    }
}
