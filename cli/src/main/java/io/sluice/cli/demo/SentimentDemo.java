package io.sluice.cli.demo;

import io.sluice.cli.client.Home;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Deployer;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.local.LocalRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts a runtime of its own in a temporary home, deploys five bundled functions, pipes tweets, and leaves nothing behind. */
public final class SentimentDemo {

    private static final List<String> FUNCTIONS = List.of("ingest", "clean", "tokenize", "lemmatize", "sentiment");

    private final Installation installation;
    private final Console console;

    public SentimentDemo(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    /** Runs it on the file's tweets, or on the sample without one. */
    public Report run(@Nullable Path file) {
        byte[] input = input(file);
        try {
            Path home = Files.createTempDirectory("sluice-demo-");
            try {
                return run(new Home(home), input);
            } finally {
                delete(home);
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    private Report run(Home home, byte[] input) {
        LocalRuntime.Options options = new LocalRuntime.Options(
                installation.runtimeJar(), home, "127.0.0.1", 0, home.folder().resolve("runtime.log"), false);
        try (LocalRuntime runtime = LocalRuntime.start(options)) {
            Thread end = new Thread(runtime::close, "demo-end"); // ctrl-c ends the runtime before this program
            Runtime.getRuntime().addShutdownHook(end);
            try {
                RuntimeClient client =
                        new RuntimeClient(ready(runtime), home.key().orElse(null));
                deploy(client);
                return new TweetPipe(client, console).run(input);
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

    private void deploy(RuntimeClient client) {
        Deployer deployer = new Deployer(client, console);
        for (String name : FUNCTIONS) {
            Project project = Project.read(installation.function(name), null);
            deployer.deploy(project);
        }
    }

    private static byte[] input(@Nullable Path file) {
        try (InputStream sample = SentimentDemo.class.getResourceAsStream("tweets.jsonl")) {
            if (file != null) {
                return Files.readAllBytes(file);
            }
            if (sample == null) {
                throw new CliFailure(
                        ExitCode.USAGE, "this program has no sample of tweets; name a file with --in FILE");
            }
            return sample.readAllBytes();
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "--in: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.sorted(Comparator.reverseOrder()).forEach(SentimentDemo::deleteOne);
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
