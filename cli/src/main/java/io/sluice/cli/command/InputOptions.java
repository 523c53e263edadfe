package io.sluice.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What goes into a call, and how its result comes out. */
final class InputOptions {

    @Mixin
    final DataOptions data = new DataOptions();

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
}
