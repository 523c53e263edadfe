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
     * @param origin who called
     */
    void started(long number, FunctionVersion function, Origin origin, long atNanos);

    /**
     * An invocation in progress is about to make others.
     *
     * @param number the invocation's
     * @param callee what it is about to call
     * @param atOnce how many times at once
     */
    default void expected(long number, FunctionName callee, int atOnce, long atNanos) {}

    /**
     * A chain of several steps begins; the origin of its steps is {@link Origin.InChain}.
     *
     * @param number unique among the runtime's invocations and chains
     * @param origin who called it
     */
    default void chainStarted(long number, Flow.Chain chain, Origin origin, long atNanos) {}

    /**
     * An invocation failed, and whoever made it is told so; {@link #ended} comes beside it. One that its caller gave up has
     * not failed.
     *
     * @param failure what the caller is told
     */
    default void failed(Invocation invocation, FunctionVersion function, Throwable failure) {}

    /** It ended, whatever came of it. */
    default void chainEnded(long number, Flow.Chain chain, long atNanos) {}

    /**
     * An invocation ended.
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
