package io.sluice.router;

import io.sluice.contract.FunctionName;
import io.sluice.pool.PoolReply;
import io.sluice.registry.FunctionVersion;
import org.jspecify.annotations.Nullable;

/** Watches invocations go by. Called on event loops: implementations return at once, never block and never throw. */
public interface InvocationListener {

    /**
     * An invocation goes to its function.
     *
     * @param number unique among the runtime's invocations
     * @param entry the function that the outermost call went to
     * @param caller the function that called, or null when the call came from outside
     */
    void started(
            long number, FunctionVersion function, FunctionName entry, @Nullable FunctionName caller, long atNanos);

    /**
     * It ended.
     *
     * @param reply what the pool answered, or null when there was no answer
     * @param failed whether its caller got a failure
     */
    void ended(
            long number,
            FunctionVersion function,
            @Nullable PoolReply reply,
            boolean failed,
            long startedNanos,
            long atNanos);
}
