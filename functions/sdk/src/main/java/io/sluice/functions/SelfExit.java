package io.sluice.functions;

import java.util.Arrays;
import java.util.Map;

/** Tells an end that the author's code asked for, by {@link System#exit}, from one that the process was told from outside. */
final class SelfExit {

    private static final String SIGNAL_THREADS = " handler";

    private SelfExit() {}

    /**
     * Whether a thread of this process waits in {@link System#exit} for its end. Where that is a call's own thread its call
     * never ends, and to wait for it is to wait for nothing.
     */
    static boolean isUnderWay() {
        return Thread.getAllStackTraces().entrySet().stream().anyMatch(SelfExit::exits);
    }

    private static boolean exits(Map.Entry<Thread, StackTraceElement[]> thread) {
        return !thread.getKey().getName().endsWith(SIGNAL_THREADS)
                && Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown")
                                && frame.getMethodName().equals("exit"));
    }
}
