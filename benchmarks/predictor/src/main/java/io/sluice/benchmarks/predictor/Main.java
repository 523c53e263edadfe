package io.sluice.benchmarks.predictor;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The program: JMH's benchmarks, by its own options, then the sizes. */
public final class Main {

    private Main() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Options options = new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include("io\\.sluice\\.benchmarks\\.predictor\\..*")
                .jvmArgs("-Xmx2g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
                .forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .build();
        new Runner(options).run();
        Sizes.print(System.out);
    }
}
