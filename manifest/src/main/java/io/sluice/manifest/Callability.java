package io.sluice.manifest;

import java.util.Locale;

/** Who may call a function. */
public enum Callability {
    /** Its owner and administrators. */
    PRIVATE,
    /** Everybody with a key. */
    PUBLIC;

    /** The word for it in {@code sluice.yaml} and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
