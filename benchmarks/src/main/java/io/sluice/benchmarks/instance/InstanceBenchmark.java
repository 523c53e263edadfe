package io.sluice.benchmarks.instance;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a call costs an instance of {@code benchmarks/functions}, by frames and by HTTP, in the same rounds. */
@Command(
        name = "instance",
        mixinStandardHelpOptions = true,
        description = "Measure calls to instances without a runtime: rate, latency, and what each costs the instance.")
public final class InstanceBenchmark implements Callable<Integer> {

    private static final byte[] INPUT = "{\"text\":\"quiet\",\"steps\":0}".getBytes(StandardCharsets.UTF_8);
    private static final int WARM_UP_WINDOWS = 6;
    private static final int WARM_UP_IN_FLIGHT = 16;

    @Option(names = "--seconds", description = "How long each load lasts (default: ${DEFAULT-VALUE}).")
    private double seconds = 2;

    @Option(names = "--rounds", description = "How many rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--in-flight", split = ",", description = "How many calls at a time (default: 1,16,64).")
    private List<Integer> inFlight = List.of(1, 16, 64);

    @Option(names = "--function", split = ",", description = "Which entry points (default: loopStep,step).")
    private List<String> functions = List.of("loopStep", "step");

    @Option(names = "--flags", split = " ", description = "More flags of the instances' JVMs.")
    private List<String> flags = List.of();

    @Parameters(arity = "1..*", paramLabel = "frames:JAR|http:JAR", description = "The fast-jars to compare.")
    private List<String> contenders = List.of();

    private final PrintStream out = System.out;

    /** Measures and prints. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new InstanceBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("sluice-instance-");
        List<Contender> all = new ArrayList<>();
        for (String contender : contenders) {
            Contender started = Contender.start(contender, folder.resolve(all.size() + ".sock"), flags);
            all.add(started);
            out.printf("%s: process %d, ready after %d ms%n", contender, started.pid(), started.readyAfterMillis());
        }
        for (Contender each : all) {
            warmUp(each);
        }
        out.printf(
                "%-30s %-9s %3s %9s %8s %8s %7s %7s%n",
                "", "function", "n", "calls/s", "p50 us", "p99 us", "cpu us", "alloc B");
        for (int round = 0; round < rounds; round++) {
            for (String function : functions) {
                for (int many : inFlight) {
                    for (Contender each : all) {
                        measure(each, function, many);
                    }
                }
            }
        }
        return 0;
    }

    private void warmUp(Contender each) throws Exception {
        for (String function : functions) {
            for (int i = 0; i < WARM_UP_WINDOWS; i++) {
                each.load().run(function, INPUT, WARM_UP_IN_FLIGHT, Duration.ofSeconds(1));
            }
        }
    }

    private void measure(Contender each, String function, int many) throws Exception {
        Duration processor = each.instance().processorTime();
        long allocated = each.instance().allocatedBytes();
        long begun = System.nanoTime();
        Histogram latencies = each.load().run(function, INPUT, many, Duration.ofMillis((long) (1000 * seconds)));
        double took = (System.nanoTime() - begun) / 1e9;
        double calls = latencies.getTotalCount();
        allocated = each.instance().allocatedBytes() - allocated;
        processor = each.instance().processorTime().minus(processor);
        out.printf(
                "%-30s %-9s %3d %9.0f %8.1f %8.1f %7.2f %7.0f%n",
                each.shortName(),
                function,
                many,
                calls / took,
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                processor.toNanos() / 1e3 / calls,
                allocated / calls);
    }
}
