package io.sluice.cli.command;

import io.sluice.cli.bench.BenchReport;
import io.sluice.cli.bench.BenchText;
import io.sluice.cli.bench.Contest;
import io.sluice.cli.bench.LoadOptions;
import io.sluice.cli.bench.Series;
import io.sluice.cli.bench.Side;
import io.sluice.cli.bench.WarmUp;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Json;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.FunctionReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures functions of a runtime. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Put load on a function, or on several as a pipe, and print latencies and throughput.",
        footer = {
            DataOptions.ABOUT_DATA,
            "%nThe exit code is 0 when every call was answered as expected, 75 when some were refused for now,"
                    + " and 1 when others were not."
        })
final class BenchCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            arity = "1..*",
            paramLabel = "FUNCTION",
            description = "The function, such as demo/shout; several are called as a pipe.")
    private List<String> functions = List.of();

    @Option(
            names = "--vs",
            split = ",",
            paramLabel = "FUNCTION",
            description = "Measure another function, or a pipe (demo/a,demo/b), in the same rounds, and compare.")
    private List<String> others = List.of();

    @Option(
            names = "--expect",
            paramLabel = "TEXT",
            description = "What each answer must contain (default: ${DEFAULT-VALUE}).")
    private String expected = "{\"result\":";

    @Option(
            names = "--no-cache",
            description = "Run the functions, also those that would be answered with a result that was kept.")
    private boolean noCache;

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final LoadOptions options = new LoadOptions();

    BenchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        options.check();
        List<List<FunctionReference>> wanted = Stream.of(functions, others)
                .filter(names -> !names.isEmpty())
                .map(names -> names.stream().map(References::reference).toList())
                .toList();
        RuntimeClient client = session.client();
        BenchSides sides = new BenchSides(client, Input.of(data, session.console.in()), expected, headers());
        BenchReport report =
                measure(client.url(), wanted.stream().map(sides::of).toList());
        if (session.json()) {
            Json.print(session.console, report);
        } else {
            BenchText.print(session.console, report);
        }
        return code(report);
    }

    /** What was kept before stays so. */
    private Map<String, String> headers() {
        return noCache ? Map.of("Cache-Control", "no-store") : Map.of();
    }

    private BenchReport measure(String url, List<Side> sides) {
        int steps = sides.size() * (1 + options.rounds() * options.loads().size());
        try (Progress progress = Progress.of(session.console, "measuring", steps)) {
            Contest contest = new Contest(options.generator(), what -> {
                progress.note(what);
                progress.advance(1);
            });
            List<WarmUp> warmUp = sides.stream()
                    .map(side -> contest.warmUp(side, options.warmUpInFlight(), options.warmUp()))
                    .toList();
            List<Series> series = contest.run(sides, options.loads(), options.rounds(), options.time());
            return BenchReport.of(url, options, warmUp, series, sides.size());
        }
    }

    private static int code(BenchReport report) {
        if (report.errors() == 0) {
            return ExitCode.OK;
        }
        return report.errors() == report.refusals() ? ExitCode.BUSY : ExitCode.FUNCTION_FAILED;
    }
}
