package io.sluice.cli.command;

import io.sluice.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** One run of the command line in this process: its exit code and what it wrote. */
record Run(int code, byte[] bytes, String err) {

    static Run of(Map<String, String> environment, String in, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                100);
        int code = SluiceCommand.line(environment, console).execute(arguments);
        return new Run(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** A run against a runtime, with a key and a home folder of its own. */
    static Run against(FakeRuntime runtime, Path home, String... arguments) {
        return of(
                Map.of("SLUICE_URL", runtime.url(), "SLUICE_KEY", "simSECRET1", "SLUICE_HOME", home.toString()),
                "",
                arguments);
    }

    String out() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
