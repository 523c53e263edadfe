package io.sluice.accounts;

import java.util.Locale;

/** What a member of an organisation may do. */
public enum Role {
    /** Publishes for everybody, and manages the members. */
    ADMIN,
    /** Uses and manages the organisation's functions and data. */
    MEMBER;

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
