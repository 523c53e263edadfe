package io.sluice.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A figure that the project aims at.
 *
 * @param most whether the bound is the most that it may be, or the least
 */
public record Aim(String what, double measured, boolean most, double bound) {

    /** One that should be no more than its bound. */
    public static Aim atMost(String what, double measured, double bound) {
        return new Aim(what, measured, true, bound);
    }

    /** One that should be no less than its bound. */
    public static Aim atLeast(String what, double measured, double bound) {
        return new Aim(what, measured, false, bound);
    }

    /** Whether it is reached. */
    @JsonProperty
    public boolean reached() {
        return most ? measured <= bound : measured >= bound;
    }
}
