package io.sluice.manifest;

import java.util.Locale;

/** What a function reaches over the network. */
public enum Network {
    /** Whatever the runtime's host reaches. */
    FULL,
    /** Nothing but the runtime. */
    ISOLATED;

    /** The word for it in {@code sluice.yaml} and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
