package io.sluice.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What goes into a call, and how its result comes out. */
final class InputOptions {

    static final String ABOUT_DATA =
            "%nWithout --json, --text or --binary the content type is guessed: @FILE.json is JSON and @FILE.txt text;"
                    + " anything else is JSON where it is valid JSON, else text where it is UTF-8, else binary.";

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DATA|@FILE|-",
            description = "The input: itself, a file's content, or standard input (- or @-). Default: null.")
    @Nullable
    String data;

    @ArgGroup
    @Nullable
    As as;

    @Option(names = "--raw", description = "Print the result's bytes as they are.")
    boolean raw;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long the call may take, at most 3000.")
    @Nullable
    Integer timeout;

    @Option(
            names = "--no-cache",
            description = "Run the functions, also those that would be answered with a result that was kept.")
    boolean noCache;

    @Option(names = "-v", description = "Show duration, waiting, cold starts and kept results on the error stream.")
    boolean timing;

    /** The content type, where it is not guessed. */
    static final class As {
        @Option(names = "--json", description = "The input is JSON.")
        boolean json;

        @Option(names = "--text", description = "The input is text.")
        boolean text;

        @Option(names = "--binary", description = "The input is bytes.")
        boolean binary;
    }
}
