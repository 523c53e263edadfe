package io.sluice.router;

/** How a call came by its result, of a function whose results are kept. */
public enum CacheOutcome {
    /** It was kept. */
    HIT,
    /** An equal call was under way, whose result it got too. */
    JOINED,
    /** The function ran for it: nothing was kept. */
    MISS,
    /** The function ran for it: its caller wanted it so. */
    REFUSED
}
