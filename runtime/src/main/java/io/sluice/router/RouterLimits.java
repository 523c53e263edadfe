package io.sluice.router;

/**
 * What flows may be at most.
 *
 * @param depth how many calls deep functions call functions
 * @param steps how many steps a chain has
 * @param nestedCalls how many calls there are at a time in the course of one from outside
 * @param accountCalls how many calls from outside one account has at a time
 */
public record RouterLimits(int depth, int steps, int nestedCalls, int accountCalls) {

    /** How many calls there may be at a time where nothing is said. */
    public static final int USUAL_NESTED_CALLS = 1_000;

    /** How many calls an account may have at a time where nothing is said. */
    public static final int USUAL_ACCOUNT_CALLS = 5_000;

    /** With the usual bounds of what there is at a time. */
    public RouterLimits(int depth, int steps) {
        this(depth, steps, USUAL_NESTED_CALLS, USUAL_ACCOUNT_CALLS);
    }
}
