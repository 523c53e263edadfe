package io.sluice.router;

import io.sluice.contract.Failure;
import io.sluice.pool.PoolFailure;
import io.sluice.registry.FunctionVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an invocation has no result, grouped by what its caller should do: mend the request, wait and try again, or tell
 * the function's author. The gateway maps each to its protocol's status in one place.
 */
public abstract sealed class InvocationFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private InvocationFailure(String message) {
        super(message, null, false, false);
    }

    /** The same failure, of the step of a chain that the prefix names. */
    abstract InvocationFailure within(String prefix);

    /** What a caller is told of a failure of the pool. */
    static InvocationFailure of(PoolFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case PoolFailure.Overloaded overloaded -> new Overloaded(message, overloaded.retryAfter());
            case PoolFailure.NotTaken going -> new Overloaded(message, Duration.ofSeconds(1));
            case PoolFailure.Closed closed -> new Overloaded(message, Duration.ofSeconds(1));
            case PoolFailure.StartFailed start -> failed(message, Failure.INITIALIZATION_ERROR);
            case PoolFailure.TimedOut late -> failed(message, Failure.TIMEOUT_ERROR);
            case PoolFailure.InstanceLost lost ->
                failed(message, lost.outOfMemory() ? Failure.OUT_OF_MEMORY_ERROR : Failure.SYSTEM_EXIT);
            case PoolFailure.BrokenAnswer broken -> failed(message, Failure.PARSING_ERROR);
            case PoolFailure.InputTooLarge large -> failed(message, Failure.INPUT_ERROR);
            case PoolFailure.ResultTooLarge large -> failed(message, Failure.TOO_LARGE_ERROR);
        };
    }

    private static InvocationFailure failed(String message, String errorType) {
        return new FunctionFailed(new Failure(message, errorType, null));
    }

    /** Mend the request: there is no such function or version. */
    public static final class UnknownFunction extends InvocationFailure {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable String hint;

        /** @param hint more than the message, which clients compare; or null */
        public UnknownFunction(String message, @Nullable String hint) {
            super(message);
            this.hint = hint;
        }

        /** More than the message, which clients compare; or null. */
        public @Nullable String hint() {
            return hint;
        }

        @Override
        InvocationFailure within(String prefix) {
            return new UnknownFunction(prefix + getMessage(), hint);
        }
    }

    /** Mend the request, or the permissions: the caller may not call it. */
    public static final class NotAllowed extends InvocationFailure {
        private static final long serialVersionUID = 1L;

        public NotAllowed(String message) {
            super(message);
        }

        @Override
        InvocationFailure within(String prefix) {
            return new NotAllowed(prefix + getMessage());
        }
    }

    /** Mend the request: it is not one that can be carried out. */
    public static final class BadRequest extends InvocationFailure {
        private static final long serialVersionUID = 1L;

        public BadRequest(String message) {
            super(message);
        }

        @Override
        InvocationFailure within(String prefix) {
            return new BadRequest(prefix + getMessage());
        }
    }

    /** Wait and try again. */
    public static final class Overloaded extends InvocationFailure {
        private static final long serialVersionUID = 1L;
        private final transient Duration retryAfter;

        public Overloaded(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** When it is worth trying again. */
        public Duration retryAfter() {
            return retryAfter;
        }

        @Override
        InvocationFailure within(String prefix) {
            return new Overloaded(prefix + getMessage(), retryAfter);
        }
    }

    /** Tell the author: the function was called, or should have been, and it failed, ended, hung or did not start. */
    public static final class FunctionFailed extends InvocationFailure {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;
        private final transient @Nullable String output;
        private final transient boolean stackShown;

        public FunctionFailed(Failure failure) {
            this(failure, null);
        }

        /** @param output what the function wrote before it failed, or null where nobody asked */
        public FunctionFailed(Failure failure, @Nullable String output) {
            this(failure, output, true);
        }

        private FunctionFailed(Failure failure, @Nullable String output, boolean stackShown) {
            super(failure.message());
            this.output = output;
            this.failure = failure;
            this.stackShown = stackShown;
        }

        /** The failure, in the author's words where there are any. */
        public Failure failure() {
            return stackShown ? failure : new Failure(failure.message(), failure.errorType(), null);
        }

        /** What the function wrote before it failed, or null where nobody asked. */
        public @Nullable String output() {
            return output;
        }

        /** The same for that origin: its stack is for those who may see the function's source. */
        FunctionFailed shownTo(Origin origin, FunctionVersion function) {
            return new FunctionFailed(
                    failure,
                    output,
                    origin.isInsider(function.name().owner()) || function.showsSourceTo(origin.caller()));
        }

        @Override
        InvocationFailure within(String prefix) {
            return new FunctionFailed(
                    new Failure(prefix + failure.message(), failure.errorType(), failure.stacktrace()),
                    output,
                    stackShown);
        }
    }
}
