package io.sluice.router;

import io.sluice.contract.FunctionName;
import io.sluice.contract.TraceContext;
import io.sluice.registry.Caller;

/**
 * A call that an instance has now, as far as the calls that it makes in turn need to know.
 *
 * @param invocation its id
 * @param function what runs
 * @param mayCallOthers whether its manifest lets it call other functions
 * @param entry the function that the outermost call went to
 * @param depth how many calls it is inside of; 0 for a call from outside
 * @param caller on whose behalf it runs
 */
public record CallInProgress(
        String invocation,
        FunctionName function,
        boolean mayCallOthers,
        FunctionName entry,
        int depth,
        Caller caller,
        Deadline deadline,
        TraceContext trace) {}
