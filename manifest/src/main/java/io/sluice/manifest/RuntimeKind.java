package io.sluice.manifest;

import java.util.Locale;

/** What runs a package. */
public enum RuntimeKind {
    /** A Quarkus Funqy application, packaged as fast-jar or aot-jar. */
    JAVA,
    /** Functions in Python, served by the bundled runner. */
    PYTHON,
    /** Functions in JavaScript, served by the bundled runner on Node. */
    NODE,
    /** Any program that serves HTTP on {@code $PORT}. */
    EXEC;

    /** The kind of that word, which must be one. */
    static RuntimeKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The word for it in {@code sluice.yaml} and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
