package io.sluice.router;

/** What a caller thinks of results that are kept; the later, the stricter. */
public enum CacheUse {
    /** A kept result will do. */
    ALLOWED,
    /** The function is to run; its result may be kept in place of an older one. */
    REFRESH,
    /** The function is to run, and nothing be kept. */
    REFUSED;

    /** The stricter of two wishes. */
    public CacheUse and(CacheUse other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
