package io.sluice.benchmarks;

import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.starts.CommandStart;
import io.sluice.benchmarks.starts.HttpStart;
import io.sluice.benchmarks.starts.InstanceStart;
import io.sluice.benchmarks.starts.Start;
import io.sluice.benchmarks.starts.StartRow;
import io.sluice.benchmarks.starts.StartsReport;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The rows of the table of starts. How Sluice starts a function is not written down here: it is deployed, trained, and the
 * command line of its instance read. A row for another language is one {@link InstanceStart}.
 */
final class StartRows {

    private static final String FUNQY_PLAIN = "plain Funqy hello, fast-jar";
    private static final String FUNQY_AOT = "plain Funqy hello, AOT cache and flags";
    private static final String SENTIMENT_PLAIN = "sentiment, fast-jar";
    private static final String SENTIMENT_AOT = "sentiment, AOT cache and flags";
    private static final String VERSION_PLAIN = "sluice version, plain java";
    private static final String VERSION_AOT = "sluice version";

    /** What the project aims at. */
    static final List<StartsReport.Bound> AIMS = List.of(
            new StartsReport.Bound(FUNQY_AOT, true, 0.25),
            new StartsReport.Bound(SENTIMENT_AOT, true, 0.27),
            new StartsReport.Bound(VERSION_AOT, false, 150),
            new StartsReport.Bound(ColdCalls.PYTHON_FORKED, false, 60));

    private static final String CACHE = "-XX:AOTCache=";

    /** What training runs have besides. */
    private static final String RECORDING = "-XX:TieredStopAtLevel=2";

    private static final int REHEARSED_CALLS = 100;
    private static final String TWEET = "\"What a lovely day :)\"";
    private static final String ITEM = "{\"text\":\"x\",\"steps\":0}";

    private final Path root;
    private final Path scratch;
    private final RuntimeProcess runtime;
    private final RuntimeProcess plain;
    private final List<String> sentiment;
    private final String java;

    /** Deploys what is measured; blocks until it is trained. */
    StartRows(Path root, Path scratch, RuntimeProcess runtime, RuntimeProcess plain) {
        this.root = root;
        this.scratch = scratch;
        this.runtime = runtime;
        this.plain = plain;
        runtime.deploy(root.resolve("functions/sentiment"), "sluice.yaml");
        runtime.awaitTrained("demo/sentiment");
        runtime.call("/v1/algo/demo/sentiment", TWEET);
        this.sentiment = commandOf("demo/sentiment");
        this.java = sentiment.getFirst();
    }

    /** Those with one of the texts in their names, and those that they are compared with; all, where there are no texts. */
    List<StartRow> matching(List<String> texts) {
        List<StartRow> all = new ArrayList<>(all());
        all.addAll(new ColdCalls(scratch).rows(runtime, plain));
        List<StartRow> chosen = all.stream()
                .filter(row -> texts.isEmpty() || texts.stream().anyMatch(row.name()::contains))
                .toList();
        return all.stream()
                .filter(row -> chosen.contains(row)
                        || chosen.stream().anyMatch(other -> row.name().equals(other.baseline())))
                .toList();
    }

    private List<StartRow> all() {
        Path app = root.resolve("functions/sentiment/target/fast");
        return List.of(
                StartRow.of(FUNQY_PLAIN, funqy(List.of(), "quarkus-app")),
                StartRow.against(FUNQY_PLAIN, FUNQY_AOT, funqyWithCache()),
                StartRow.of(SENTIMENT_PLAIN, sentiment(List.of(java, "-jar", app + "/quarkus-run.jar"))),
                StartRow.against(SENTIMENT_PLAIN, "sentiment, aot-jar without AOT cache", sentiment(withoutCache())),
                StartRow.against(SENTIMENT_PLAIN, SENTIMENT_AOT, sentiment(sentiment)),
                StartRow.of(
                        VERSION_PLAIN,
                        new CommandStart(List.of(
                                java,
                                "-jar",
                                root.resolve("cli/target/sluice-cli.jar").toString(),
                                "version"))),
                StartRow.against(
                        VERSION_PLAIN,
                        VERSION_AOT,
                        new CommandStart(List.of(root.resolve("sluice").toString(), "version"))),
                StartRow.of("sentiment, deploy to first answer", deployment()));
    }

    private Start sentiment(List<String> command) {
        return new InstanceStart(command, root.resolve("functions/sentiment"), "sentiment", TWEET, scratch);
    }

    private HttpStart funqy(List<String> flags, String folder) {
        List<String> before = new ArrayList<>(List.of(java));
        before.addAll(flags);
        Path jar = root.resolve("benchmarks/funqy/target").resolve(folder).resolve("quarkus-run.jar");
        return new HttpStart(before, "-Dquarkus.http.port=", List.of("-jar", jar.toString()), "/step", ITEM);
    }

    /** With the flags of Sluice's instances, and recorded as those are. */
    private HttpStart funqyWithCache() {
        List<String> flags = withoutCache();
        flags = flags.subList(1, flags.indexOf("-jar"));
        Path cache = scratch.resolve("funqy.aot");
        try {
            funqy(with(with(flags, RECORDING), "-XX:AOTCacheOutput=" + cache), "aot")
                    .rehearse(REHEARSED_CALLS);
        } catch (Exception e) {
            throw new CliFailure(ExitCode.INTERNAL, "the AOT cache of plain Funqy: " + e.getMessage(), e);
        }
        return funqy(with(flags, CACHE + cache), "aot");
    }

    private static List<String> with(List<String> flags, String more) {
        return Stream.concat(flags.stream(), Stream.of(more)).toList();
    }

    private List<String> withoutCache() {
        return sentiment.stream().filter(word -> !word.startsWith(CACHE)).toList();
    }

    private List<String> commandOf(String function) {
        try {
            long pid = runtime.instances(function).getFirst().pid();
            String words = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            List<String> command = List.of(words.split("\0", -1));
            command = command.subList(0, command.size() - 1);
            if (command.stream().noneMatch(word -> word.startsWith(CACHE))) {
                throw new CliFailure(ExitCode.INTERNAL, function + " was started without an AOT cache: " + command);
            }
            return command;
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "the instance of " + function + " is gone", e);
        }
    }

    /** A package that is new each time, called as soon as it is deployed. */
    private Start deployment() {
        AtomicInteger number = new AtomicInteger();
        return () -> {
            Project project = Project.read(root.resolve("functions/sentiment"), "bench")
                    .with("environment: {NUMBER: \"" + number.incrementAndGet() + "\"}");
            long begun = System.nanoTime();
            runtime.deploy(project);
            runtime.call("/v1/algo/bench/sentiment", TWEET);
            Start.Sample sample = new Start.Sample(System.nanoTime() - begun, 0);
            runtime.awaitTrained("bench/sentiment");
            return sample;
        };
    }
}
