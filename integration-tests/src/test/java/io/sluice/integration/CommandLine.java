package io.sluice.integration;

import io.sluice.cli.command.SluiceCommand;
import io.sluice.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The command line, in this very process, whose output is no terminal.
 *
 * @param environment all variables that it has, but for where this checkout is
 */
record CommandLine(Map<String, String> environment) {

    private static final int WIDTH = 120;

    /** What a command came to. */
    record Run(int code, byte[] bytes, String err) {

        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "exit code " + code + "\n" + out() + err;
        }
    }

    Run run(String... arguments) {
        return runWith("", arguments);
    }

    /** With that on its standard input. */
    Run runWith(String in, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                WIDTH);
        Map<String, String> all = new HashMap<>(environment);
        all.put("SLUICE_ROOT", Installation.root().toString());
        int code = SluiceCommand.run(all, console, arguments);
        return new Run(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }
}
