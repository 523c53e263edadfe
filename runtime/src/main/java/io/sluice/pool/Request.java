package io.sluice.pool;

/** A call that asks for a lease, known to the rules by its identity only. */
interface Request {}
