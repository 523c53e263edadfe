package io.sluice.pool;

import java.time.Duration;

/**
 * Why the pool could not get a call answered, grouped by what the caller can do about it. Messages name the function,
 * the rule and the value.
 */
public abstract sealed class PoolFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private PoolFailure(String message) {
        super(message, null, false, false);
    }

    /** Too many calls wait already, or there is no room for an instance: come back after a while. */
    public static final class Overloaded extends PoolFailure {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        public Overloaded(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** When it is worth trying again. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** No instance could be started; the message holds the last lines that it wrote. */
    public static final class StartFailed extends PoolFailure {
        private static final long serialVersionUID = 1L;

        public StartFailed(String message) {
            super(message);
        }
    }

    /** The deadline passed while the call waited for an instance, or while it ran. */
    public static final class TimedOut extends PoolFailure {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message) {
            super(message);
        }
    }

    /** The instance ended while it had the call. */
    public static final class InstanceLost extends PoolFailure {
        private static final long serialVersionUID = 1L;
        private final boolean outOfMemory;

        public InstanceLost(String message, boolean outOfMemory) {
            super(message);
            this.outOfMemory = outOfMemory;
        }

        /** Whether it was stopped for using more memory than its limit. */
        public boolean outOfMemory() {
            return outOfMemory;
        }
    }

    /** The instance answered something that the instance protocol does not allow. */
    public static final class BrokenAnswer extends PoolFailure {
        private static final long serialVersionUID = 1L;

        public BrokenAnswer(String message) {
            super(message);
        }
    }

    /** The instance was going, and has not seen the call: another one may be given it. */
    public static final class NotTaken extends PoolFailure {
        private static final long serialVersionUID = 1L;

        public NotTaken(String message) {
            super(message);
        }
    }

    /** The result is larger than results may be. */
    public static final class ResultTooLarge extends PoolFailure {
        private static final long serialVersionUID = 1L;

        public ResultTooLarge(String message) {
            super(message);
        }
    }

    /** The input is larger than the instance can be given. */
    public static final class InputTooLarge extends PoolFailure {
        private static final long serialVersionUID = 1L;

        public InputTooLarge(String message) {
            super(message);
        }
    }

    /** The function's version was removed, or the runtime is stopping. */
    public static final class Closed extends PoolFailure {
        private static final long serialVersionUID = 1L;

        public Closed(String message) {
            super(message);
        }
    }
}
