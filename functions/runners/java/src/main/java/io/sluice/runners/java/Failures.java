package io.sluice.runners.java;

import com.google.gson.JsonObject;
import io.sluice.contract.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What was thrown, as its caller is told: the message, a type, and the stack of the author's own code. */
final class Failures {

    /** How a failed {@code load} is told. */
    private static final String LOADING_ERROR = "LoadingError";

    private static final int MAX_STACK_CHARACTERS = 32 * 1024;
    private static final String OWN = Failures.class.getPackageName() + ".";

    private Failures() {}

    /** The payload of a failure. */
    static byte[] json(Throwable thrown) {
        boolean loading = thrown instanceof KitAlgorithm.LoadFailure && thrown.getCause() != null;
        Throwable told = loading ? cause(thrown) : thrown;
        return json(message(told), loading ? LOADING_ERROR : type(told), stack(told));
    }

    static byte[] json(String message, String type, String stack) {
        JsonObject failure = new JsonObject();
        failure.addProperty("message", message);
        failure.addProperty("errorType", type);
        failure.addProperty("stacktrace", stack);
        return failure.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : cause;
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    private static String type(Throwable thrown) {
        if (thrown instanceof AlgorithmFailure worded) {
            return worded.type();
        }
        return thrown instanceof OutOfMemoryError ? Failure.OUT_OF_MEMORY_ERROR : Failure.ALGORITHM_ERROR;
    }

    /** The stack down to where the runner called. */
    static String stack(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable at = thrown; at != null && seen.add(at); at = at.getCause()) {
            text.append(at == thrown ? "" : "Caused by: ").append(at).append('\n');
            for (StackTraceElement frame : at.getStackTrace()) {
                if (frame.getClassName().startsWith(OWN) || frame.getClassName().startsWith("jdk.internal.reflect.")) {
                    break;
                }
                text.append("\tat ").append(frame).append('\n');
            }
            if (text.length() > MAX_STACK_CHARACTERS) {
                text.setLength(MAX_STACK_CHARACTERS);
                return text.append("...").toString();
            }
        }
        return text.toString();
    }
}
