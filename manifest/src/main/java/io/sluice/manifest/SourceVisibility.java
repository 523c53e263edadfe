package io.sluice.manifest;

import java.util.Locale;

/** Who may see a function's source, and the stack traces of its failures. */
public enum SourceVisibility {
    /** Its owner and administrators. */
    CLOSED,
    /** Everybody who may call it. */
    OPEN;

    /** The word for it in {@code sluice.yaml} and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
