package io.sluice.router;

import io.sluice.pool.PoolReply;
import io.sluice.registry.FunctionVersion;
import org.jspecify.annotations.Nullable;

/** Watches invocations go by. Called on event loops: implementations return at once, never block and never throw. */
public interface InvocationListener {

    /**
     * An invocation goes to its function.
     *
     * @param number unique among the runtime's invocations
     * @param origin who called
     */
    void started(long number, FunctionVersion function, Origin origin, long atNanos);

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
