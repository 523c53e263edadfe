package io.sluice.cli.failure;

import org.jspecify.annotations.Nullable;

/** A command that cannot go on: what is wrong, what to do next, and the exit code. */
public final class CliFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CliFailure(int exitCode, String message) {
        this(exitCode, message, null);
    }

    public CliFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
