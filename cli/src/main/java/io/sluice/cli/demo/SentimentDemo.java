package io.sluice.cli.demo;

import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.deploy.Deployer;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        return new TemporaryRuntime(installation, console).with(Map.of(), client -> {
            deploy(client);
            return new TweetPipe(client, console).run(input);
        });
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
}
