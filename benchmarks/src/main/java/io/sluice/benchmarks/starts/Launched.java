package io.sluice.benchmarks.starts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process that was launched, with little of this program's own environment. */
final class Launched implements AutoCloseable {

    private static final Set<String> PASSED_ON = Set.of("PATH", "JAVA_HOME", "HOME");
    private static final double KIB_PER_MIB = 1024;

    private final Process process;
    private final long at;

    private Launched(Process process, long at) {
        this.process = process;
        this.at = at;
    }

    static Launched of(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.environment().putAll(environment);
        long at = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Launched(process, at);
    }

    /** What it took up to now. */
    Start.Sample sample() throws IOException {
        long nanos = System.nanoTime() - at;
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            double resident = lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
            return new Start.Sample(nanos, resident / KIB_PER_MIB);
        }
    }

    /** What it took until it ended by itself. */
    Start.Sample ended() throws InterruptedException {
        int code = process.waitFor();
        long nanos = System.nanoTime() - at;
        if (code != 0) {
            throw new IllegalStateException("it ended with exit code " + code);
        }
        return new Start.Sample(nanos, 0);
    }

    /** Asks it to end, and waits until it has. */
    void terminate() throws InterruptedException {
        process.toHandle().destroy();
        process.waitFor(1, TimeUnit.MINUTES);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
