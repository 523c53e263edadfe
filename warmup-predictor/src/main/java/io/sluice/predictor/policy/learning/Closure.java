package io.sluice.predictor.policy.learning;

import java.util.List;

/**
 * What a call of a function is likely to lead to, most likely first.
 *
 * @param members what it may call, and what that may call
 * @param renewAt after how many more calls the closure is to be found anew: the weight of the calls known
 */
record Closure(List<Member> members, double renewAt) {

    /**
     * A function that is likely to be called.
     *
     * @param caller its place of the caller among the members, or -1 when the function whose closure this is calls it
     * @param probability that it is called at all
     * @param instances how many are worth having
     * @param fromSeconds before when it is hardly ever called, from the beginning of the call whose closure this is
     * @param untilSeconds after when it is hardly ever called
     * @param rank its place among the members when these are in the order in which they are called
     */
    record Member(
            FunctionState function,
            int caller,
            double probability,
            int instances,
            double fromSeconds,
            double untilSeconds,
            int rank) {}
}
