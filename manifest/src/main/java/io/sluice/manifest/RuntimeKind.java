package io.sluice.manifest;

import java.util.Locale;

/** What runs a package. */
public enum RuntimeKind {
    /** A Quarkus Funqy application, packaged as fast-jar or aot-jar. */
    JAVA;

    /** The word for it in {@code sluice.yaml} and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
