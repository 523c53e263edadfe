package io.sluice.algorithms;

import io.sluice.manifest.SourceVisibility;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Under which licence an algorithm is offered. */
public enum License {
    /** The platform's own, the only one for sources that others may not read. */
    APL,
    APACHE2,
    GPL3,
    MIT;

    /** The licence of that word. */
    public static Optional<License> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean allows(SourceVisibility source) {
        return this == APL || source == SourceVisibility.OPEN;
    }
}
