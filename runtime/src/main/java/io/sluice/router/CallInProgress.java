package io.sluice.router;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * A call that an instance has now, as far as the calls that it makes in turn need to know.
 *
 * @param number tells it apart from all others of this runtime
 * @param invocation its id
 * @param function what runs
 * @param mayCallOthers whether it may call other functions
 * @param entry the key of what the outermost call went to, a function or a chain
 * @param depth how many calls it is inside of; 0 for a call from outside
 * @param caller on whose behalf it runs
 * @param cacheUse whether kept results will do for the calls that it makes
 * @param root the call from outside in whose course it is
 * @param record where what it does is noted, or null where nobody wants to know
 */
public record CallInProgress(
        long number,
        String invocation,
        FunctionName function,
        boolean mayCallOthers,
        String entry,
        int depth,
        Caller caller,
        Deadline deadline,
        TraceContext trace,
        CacheUse cacheUse,
        @Nullable RunRecord record,
        RootCall root) {}
