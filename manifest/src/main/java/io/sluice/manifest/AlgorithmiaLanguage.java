package io.sluice.manifest;

import java.util.Locale;
import java.util.Optional;

/** The languages of Algorithmia's layout that there is a runner for. */
public enum AlgorithmiaLanguage {
    PYTHON(RuntimeKind.PYTHON),
    JAVASCRIPT(RuntimeKind.NODE),
    JAVA(RuntimeKind.JAVA);

    /** What can be said instead, in refusals. */
    static final String SUPPORTED = "python3-1, python2-langpack, java or javascript";

    private final RuntimeKind runtime;

    AlgorithmiaLanguage(RuntimeKind runtime) {
        this.runtime = runtime;
    }

    /** The runtime that serves it. */
    public RuntimeKind runtime() {
        return runtime;
    }

    /**
     * The language of a word such as {@code python3-1}, {@code python38}, {@code java11} or {@code node-5.x-1}: versions are
     * passed over, since what runs is what this host has. Empty for all others.
     */
    public static Optional<AlgorithmiaLanguage> of(String word) {
        String name = word.toLowerCase(Locale.ROOT).strip();
        if (name.startsWith("javascript") || name.startsWith("node")) {
            return Optional.of(JAVASCRIPT);
        }
        if (name.startsWith("python") || name.startsWith("anaconda")) {
            return Optional.of(PYTHON);
        }
        return name.matches("java(-?[a-z]*[0-9.]*)?") ? Optional.of(JAVA) : Optional.empty();
    }
}
