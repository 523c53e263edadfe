package io.sluice.functions;

import org.jspecify.annotations.Nullable;

/** Ends one call's work from outside, at most once, also when it comes before the work has begun. Thread-safe. */
final class Cancellation {

    private boolean cancelled;
    private @Nullable Runnable action;

    /** What to do on cancellation from now on; done at once when that was before. */
    void onCancel(Runnable replacement) {
        synchronized (this) {
            action = replacement;
            if (!cancelled) {
                return;
            }
        }
        replacement.run();
    }

    void cancel() {
        Runnable due;
        synchronized (this) {
            due = cancelled ? null : action;
            cancelled = true;
        }
        if (due != null) {
            due.run();
        }
    }
}
