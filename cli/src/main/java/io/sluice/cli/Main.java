package io.sluice.cli;

import io.sluice.cli.command.SluiceCommand;
import io.sluice.cli.console.Console;
import java.util.Map;

/** The program. */
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        int code = SluiceCommand.run(environment, Console.ofProcess(environment), arguments);
        System.out.flush();
        System.exit(code);
    }
}
