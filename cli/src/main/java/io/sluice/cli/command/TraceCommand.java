package io.sluice.cli.command;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the runtime recorded. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "What the runtime recorded of calls.",
        synopsisSubcommandLabel = "COMMAND")
final class TraceCommand {

    private static final String PACKED = ".gz";

    private final Session session;

    TraceCommand(Session session) {
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Write the last calls as a recording that 'sluice simulate --trace' replays.")
    int export(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILE",
                            description = "Where to; packed when its name ends in .gz. Default: the output.")
                    @Nullable
                    Path file) {
        try (Stream<String> lines = session.client().lines("/v1/trace")) {
            long count = file == null ? copy(lines, session.console.out()) : write(lines, file);
            session.console.err().println((count - 1) + " events" + (file == null ? "" : " written to " + file));
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static long write(Stream<String> lines, Path file) throws IOException {
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(PACKED) ? new GZIPOutputStream(plain) : plain) {
            return copy(lines, out);
        }
    }

    private static long copy(Stream<String> lines, OutputStream out) throws IOException {
        long count = 0;
        for (String line : (Iterable<String>) lines::iterator) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            count++;
        }
        out.flush();
        return count;
    }
}
