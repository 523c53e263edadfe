package io.sluice.cli.demo;

import io.sluice.cli.client.Home;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.local.LocalRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** A runtime of a demonstration's own, in a temporary home, of which nothing is left afterwards. */
final class TemporaryRuntime {

    private final Installation installation;
    private final Console console;

    TemporaryRuntime(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    /** Starts one with that in its environment, does something with it, and ends it, also on ctrl-c. */
    <T> T with(Map<String, String> environment, Function<RuntimeClient, T> use) {
        try {
            Path home = Files.createTempDirectory("sluice-demo-");
            try {
                return with(new Home(home), environment, use);
            } finally {
                delete(home);
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    private <T> T with(Home home, Map<String, String> environment, Function<RuntimeClient, T> use) {
        LocalRuntime.Options options = new LocalRuntime.Options(
                installation.runtimeJar(),
                home,
                "127.0.0.1",
                0,
                home.folder().resolve("runtime.log"),
                false,
                environment);
        try (LocalRuntime runtime = LocalRuntime.start(options)) {
            Thread end = new Thread(runtime::close, "demo-end"); // ctrl-c ends the runtime before this program
            Runtime.getRuntime().addShutdownHook(end);
            try {
                return use.apply(new RuntimeClient(ready(runtime), home.key().orElse(null)));
            } finally {
                removeHook(end);
            }
        }
    }

    private static void removeHook(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            Thread.currentThread().interrupt(); // the program is ending: the hook does what is left
        }
    }

    private String ready(LocalRuntime runtime) {
        try (Progress progress = Progress.of(console, "starting a runtime", -1)) {
            return runtime.awaitReady();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.sorted(Comparator.reverseOrder()).forEach(TemporaryRuntime::deleteOne);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
