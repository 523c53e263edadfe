package io.sluice.cli.failure;

/** The program's exit codes; {@code sluice --help} lists them. */
public final class ExitCode {

    /** All went well. */
    public static final int OK = 0;

    /** The function that was called failed. */
    public static final int FUNCTION_FAILED = 1;

    /** A wrong command line, file or input. */
    public static final int USAGE = 2;

    /** There is no such function, version, key or file. */
    public static final int NOT_FOUND = 3;

    /** The key is missing or unknown, or does not allow this. */
    public static final int NOT_ALLOWED = 4;

    /** It clashes with what is there: another version, a running runtime, a port in use. */
    public static final int CONFLICT = 5;

    /** The project's own build failed. */
    public static final int BUILD_FAILED = 6;

    /** No runtime answers. */
    public static final int UNREACHABLE = 69;

    /** A mistake in Sluice itself. */
    public static final int INTERNAL = 70;

    /** The runtime has no room now; the same call may work later. */
    public static final int BUSY = 75;

    private ExitCode() {}

    /** The exit code for a reply's HTTP status that is not a success. */
    public static int ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> NOT_ALLOWED;
            case 404, 410 -> NOT_FOUND;
            case 409 -> CONFLICT;
            case 408, 429, 503, 504 -> BUSY;
            default -> status >= 400 && status < 500 ? USAGE : INTERNAL;
        };
    }
}
