package io.sluice.cli.command;

import io.sluice.cli.client.Home;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.console.Table;
import io.sluice.cli.context.Contexts;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands of one run share: the options before them, the environment and the console. */
final class Session {

    /** How results are written. */
    enum Output {
        csv,
        json,
        table
    }

    final Map<String, String> environment;
    final Console console;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORM",
            description = "How results are written: table (default), json, or csv where a command has it.")
    private Output output = Output.table;

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The runtime's address. Default: SLUICE_URL, else what $SLUICE_HOME/runtime.json says.")
    private @Nullable String url;

    @Option(
            names = "--context",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The runtime that 'sluice context add' gave this name to, or local: that of $SLUICE_HOME."
                    + " Default: the one that 'sluice context use' named.")
    private @Nullable String context;

    @Option(
            names = "--wait",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            description = "For how long to try again while the runtime is away. Default: SLUICE_WAIT, else 30 with a"
                    + " context and 0 without.")
    private @Nullable Integer wait;

    @Option(
            names = "--key",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY",
            description = "The API key. Default: SLUICE_KEY, else the context's or" + " $SLUICE_HOME/admin.key.")
    private @Nullable String key;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack of errors.")
    boolean verbose;

    Session(Map<String, String> environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    /** How results are written, for a command that knows all ways. */
    Output output() {
        return output;
    }

    boolean json() {
        if (output == Output.csv) {
            throw new CliFailure(ExitCode.USAGE, "-o csv: this command writes table or json");
        }
        return output == Output.json;
    }

    Home home() {
        return Home.of(environment);
    }

    Installation installation() {
        return Installation.of(environment);
    }

    /** A client of the runtime that the options, the environment, a context or the home folder name. */
    RuntimeClient client() {
        return new RuntimeClient(endpoints().chosen());
    }

    /** The same, but for a context that no option names. */
    RuntimeClient clientWithoutContextInUse() {
        return new RuntimeClient(endpoints().chosenHere());
    }

    /** The key that an option or the environment names. */
    Optional<String> namedKey() {
        return endpoints().namedKey();
    }

    Contexts contexts() {
        return Contexts.of(environment);
    }

    private Endpoints endpoints() {
        return new Endpoints(environment, contexts(), home(), new Endpoints.Options(url, context, key, wait));
    }

    /** Prints a value as JSON where that is asked for, else as the table. */
    void print(Object value, Supplier<Table> table) {
        if (json()) {
            Json.print(console, value);
        } else {
            table.get().print(console);
        }
    }

    /** Prints a sentence for people, or the value where JSON is asked for. */
    void say(Object value, String sentence) {
        if (json()) {
            Json.print(console, value);
        } else {
            console.out().println(sentence);
        }
    }
}
