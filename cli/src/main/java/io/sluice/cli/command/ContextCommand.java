package io.sluice.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.cli.client.Certificates;
import io.sluice.cli.client.Home;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Table;
import io.sluice.cli.context.Context;
import io.sluice.cli.context.Contexts;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runtimes by name. */
@Command(
        name = "context",
        mixinStandardHelpOptions = true,
        description = {
            "Give names to runtimes, and say which of them commands go to.",
            "The context local is always there: the runtime of $SLUICE_HOME. Others are kept in $XDG_CONFIG_HOME/sluice"
                    + " (~/.config/sluice), each key in a file that its user alone can read."
        },
        synopsisSubcommandLabel = "COMMAND")
final class ContextCommand {

    private static final int LONGEST_KEY = 1024;

    private final Session session;

    ContextCommand(Session session) {
        this.session = session;
    }

    /** One context as a script sees it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String name,
            @Nullable String url,
            boolean hasKey,
            @Nullable String ca,
            boolean current) {}

    @Command(
            mixinStandardHelpOptions = true,
            description = "Add a runtime by a name, its address and a key to it, without asking it anything.")
    int add(
            @Option(
                            names = "--key-file",
                            paramLabel = "FILE|-",
                            description = "The file with the key; -: standard input. Default: --key, else SLUICE_KEY.")
                    @Nullable
                    String keyFile,
            @Option(
                            names = "--ca",
                            paramLabel = "FILE",
                            description = "The certificates (PEM) that it is trusted by, in place of the usual ones.")
                    @Nullable
                    Path ca,
            @Option(names = "--replace", description = "Put it in the place of another of that name.") boolean replace,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "URL", description = "Such as https://sluice.example.org.")
                    String url) {
        URI address = RuntimeClient.address(url);
        String key = keyFile == null ? session.namedKey().orElse(null) : key(keyFile);
        session.contexts().add(new Context(name, url, trusted(address, ca)), key, replace);
        if (key == null) {
            session.console.err().println("The context has no key: --key-file, --key or SLUICE_KEY give it one.");
        } else if (address.getScheme().equals("http") && !isThisMachine(address)) {
            session.console.err().println("Over http:// whoever is on the way can read the key; use https:// there.");
        }
        session.say(
                Map.of("added", name),
                "The context " + name + " is added: sluice --context " + name + " status, or sluice context use "
                        + name);
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Have commands go to this runtime unless they name another.")
    int use(@Parameters(paramLabel = "NAME", description = "A context, or local.") String name) {
        session.contexts().use(name);
        session.say(Map.of("current", name), "Commands go to " + name + " now.");
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "List the contexts, without their keys.")
    int list() {
        var shown = Stream.concat(
                        Stream.of(local()), session.contexts().all().stream().map(this::shown))
                .toList();
        session.print(shown, () -> table(shown));
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Forget a context and its key.")
    int remove(@Parameters(paramLabel = "NAME") String name) {
        session.contexts().remove(name);
        session.say(Map.of("removed", name), "The context " + name + " is removed.");
        return ExitCode.OK;
    }

    private Shown local() {
        Home home = session.home();
        return new Shown(
                Context.LOCAL,
                home.running().map(Home.Running::url).orElse(null),
                home.key().isPresent(),
                null,
                session.contexts().current().isEmpty());
    }

    private Shown shown(Context context) {
        Contexts contexts = session.contexts();
        return new Shown(
                context.name(),
                context.url(),
                contexts.key(context).isPresent(),
                context.ca(),
                contexts.current().filter(context.name()::equals).isPresent());
    }

    private static Table table(Iterable<Shown> contexts) {
        Table table = new Table("CONTEXT", "IN USE", "URL", "KEY", "CA");
        contexts.forEach(each -> table.row(
                each.name(),
                each.current() ? "yes" : "",
                each.url() == null ? "does not run" : each.url(),
                each.hasKey() ? "yes" : "no",
                each.ca() == null ? "" : each.ca()));
        return table;
    }

    private static @Nullable String trusted(URI address, @Nullable Path ca) {
        if (ca == null) {
            return null;
        }
        if (!address.getScheme().equals("https")) {
            throw new CliFailure(ExitCode.USAGE, "--ca is for https:// addresses, was '" + address + "'");
        }
        Path file = ca.toAbsolutePath().normalize();
        Certificates.trusting(file);
        return file.toString();
    }

    private static boolean isThisMachine(URI address) {
        return address.getHost().equals("localhost")
                || address.getHost().equals("[::1]")
                || address.getHost().startsWith("127.");
    }

    private String key(String file) {
        try (InputStream in = file.equals("-") ? session.console.in() : Files.newInputStream(Path.of(file))) {
            String key = new String(in.readNBytes(LONGEST_KEY), StandardCharsets.UTF_8).strip();
            if (!key.matches("[!-~]+")) {
                throw new CliFailure(ExitCode.USAGE, "--key-file: there must be one key in it, and nothing else");
            }
            return key;
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "--key-file: cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
