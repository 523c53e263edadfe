package io.sluice.pool;

/** A call that asks for a lease, as far as the rules know it. */
interface Request {

    /** What sets it apart from all others of its pool, and says its turn: those that came later have higher ones; not negative. */
    long number();

    /** On whose behalf it is made; shares are fair by caller. */
    String caller();
}
