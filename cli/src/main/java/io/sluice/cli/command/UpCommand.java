package io.sluice.cli.command;

import io.sluice.cli.client.Home;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.local.Interrupts;
import io.sluice.cli.local.LocalRuntime;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a runtime. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start a runtime on this machine; ctrl-c ends it and every instance.")
final class UpCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:SLUICE_PORT:-8080}",
            description = "The port; 0: any free one (default: SLUICE_PORT, else 8080).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "${env:SLUICE_HOST:-127.0.0.1}",
            description = "The address to listen on (default: SLUICE_HOST, else 127.0.0.1, which only this machine"
                    + " reaches).")
    private String host = "";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where it keeps its state (default: $SLUICE_HOME, else ~/.sluice).")
    private @Nullable Path folder;

    @Option(names = "--detach", description = "Leave it running; its output goes to runtime.log in its home.")
    private boolean detach;

    UpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65535) {
            throw new CliFailure(ExitCode.USAGE, "--port must be from 0 to 65535, was " + port);
        }
        Home home = folder == null ? session.home() : new Home(folder.toAbsolutePath());
        LocalRuntime runtime = LocalRuntime.start(new LocalRuntime.Options(
                session.installation().runtimeJar(),
                home,
                host,
                port,
                detach ? home.folder().resolve("runtime.log") : null,
                detach));
        Interrupts.endTo(runtime);
        String url = ready(runtime);
        session.say(
                Map.of("url", url, "pid", runtime.pid(), "home", home.folder().toString()), welcome(url, home));
        session.console.out().flush();
        return detach ? ExitCode.OK : ended(runtime.awaitEnd());
    }

    private String ready(LocalRuntime runtime) {
        try (Progress progress = Progress.of(session.console, "starting the runtime", -1)) {
            return runtime.awaitReady();
        }
    }

    /** An end that was asked for is one that went well. */
    private static int ended(int code) {
        return code == 0 || code == 130 || code == 143 ? ExitCode.OK : ExitCode.INTERNAL;
    }

    private String welcome(String url, Home home) {
        String end = detach ? "End it with: sluice down" : "Ctrl-c ends it and every instance that it started.";
        return """
                Sluice runs at %s
                The administrator's key is in %s

                Next, in another terminal:
                  sluice new demo/shout --lang java && sluice deploy ./shout
                  sluice call demo/shout -d '"quiet"'

                %s%s""".formatted(url, home.keyFile(), end, elsewhere());
    }

    /** Whoever follows the advice above must not do so somewhere else. */
    private String elsewhere() {
        return session.contexts()
                .current()
                .map(name ->
                        "\nCommands go to the context " + name + "; 'sluice context use local' has them come here.")
                .orElse("");
    }
}
