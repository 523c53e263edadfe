package io.sluice.benchmarks;

import java.util.List;

/** What is measured, by the names that reports and {@code --only} use. */
final class Names {

    static final String HOP = "hop to an instance";
    static final String HOP_LOOP = "hop to an instance, @NonBlocking";
    static final String HOP_LEAN = "hop to a lean HTTP instance";
    static final String HOP_FUNQY = "hop to plain Funqy, TCP";
    static final String CHAIN_FUNQY = "chain of plain Funqy";

    static final String CALL = "call";
    static final String CALL_LOOP = "call, @NonBlocking";
    static final String CALL_LEAN = "call, lean HTTP";
    static final String CALL_KEPT = "call, answered from the cache";
    static final String CHAIN = "chain of three";
    static final String CHAIN_LOOP = "chain of three, @NonBlocking";
    static final String CHAIN_LEAN = "chain of three, lean HTTP";

    static final String ALL_ON = "call, traced, all on";
    static final String ALL_OFF = "call, keys, trace and counts off";
    static final String AUTHORISED = "call, limited key";
    static final String UNAUTHORISED = "call, authorisation off";

    static final String SLOW = "call of 20 ms";

    static final String COLD_STARTS = "cold starts";

    /** What {@code --only} can choose from. */
    static final List<String> ALL = List.of(
            HOP,
            HOP_LOOP,
            HOP_LEAN,
            HOP_FUNQY,
            CHAIN_FUNQY,
            CALL,
            CALL_LOOP,
            CALL_LEAN,
            CALL_KEPT,
            CHAIN,
            CHAIN_LOOP,
            CHAIN_LEAN,
            ALL_ON,
            AUTHORISED,
            COLD_STARTS);

    private Names() {}
}
