package io.sluice.functions;

import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.funqy.runtime.InternalError;
import io.sluice.contract.Failure;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Turns what a function threw into what its caller is told, with the stack down to the author's own code. */
final class Failures {

    private static final int MAX_STACK_CHARACTERS = 32 * 1024;
    private static final int MAX_CAUSES = 100;
    private static final String OWN_PACKAGE = Failures.class.getPackageName();

    private Failures() {}

    static Failure of(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        return new Failure(message(cause), errorType(cause), stack(cause));
    }

    /** Whether the JVM cannot be trusted with another call after this. */
    static boolean isFatal(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++, at = at.getCause()) { // They may be circular.
            if (at instanceof VirtualMachineError && !(at instanceof StackOverflowError)) {
                return true;
            }
        }
        return false;
    }

    /** What the function itself threw. */
    static Throwable unwrap(Throwable thrown) {
        Throwable at = thrown;
        while (isWrapper(at) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof ApplicationException
                || thrown instanceof InternalError
                || thrown instanceof InvocationTargetException
                || thrown instanceof CompletionException;
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static String errorType(Throwable cause) {
        if (cause instanceof AlgorithmException worded) {
            return worded.errorType();
        }
        return isFatal(cause) ? Failure.OUT_OF_MEMORY_ERROR : Failure.ALGORITHM_ERROR;
    }

    private static String stack(Throwable cause) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable at = cause; at != null && seen.add(at); at = at.getCause()) {
            text.append(at == cause ? "" : "Caused by: ").append(at).append('\n');
            frames(at, text);
            if (text.length() > MAX_STACK_CHARACTERS) {
                text.setLength(MAX_STACK_CHARACTERS);
                return text.append("...").toString();
            }
        }
        return text.toString();
    }

    private static void frames(Throwable thrown, StringBuilder text) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (belowAuthor(frame)) {
                return;
            }
            text.append("\tat ").append(frame).append('\n');
        }
    }

    /** The first frame that called the author's code: reflection, Funqy, or the SDK itself. */
    private static boolean belowAuthor(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.startsWith("jdk.internal.reflect.")
                || type.startsWith("io.quarkus.funqy.")
                || type.substring(0, Math.max(0, type.lastIndexOf('.'))).equals(OWN_PACKAGE);
    }
}
