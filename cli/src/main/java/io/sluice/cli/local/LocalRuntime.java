package io.sluice.cli.local;

import io.sluice.cli.client.Home;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A runtime that runs as a child of this process, or goes on without it. */
public final class LocalRuntime implements AutoCloseable {

    /**
     * How a runtime is started.
     *
     * @param environment beside this process' own
     */
    public record Options(
            Path jar,
            Home home,
            String host,
            int port,
            @Nullable Path log,
            boolean detached,
            Map<String, String> environment) {

        /** Without an environment beside this process' own. */
        public Options(Path jar, Home home, String host, int port, @Nullable Path log, boolean detached) {
            this(jar, home, host, port, log, detached, Map.of());
        }
    }

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
    private static final int LOOK_EVERY_MILLIS = 40;

    /** What the runtime's JVM is always started with. */
    public static final List<String> FIXED_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** A small machine's share: small areas; payloads pass through direct buffers. */
    public static final List<String> SIZE_FLAGS = List.of(
            "-Xms32m",
            "-Xmx192m",
            "-Xss512k",
            "-XX:MaxDirectMemorySize=128m",
            "-XX:MaxMetaspaceSize=160m",
            "-XX:ReservedCodeCacheSize=64m");

    /** Both. */
    public static final List<String> JVM_FLAGS =
            Stream.concat(FIXED_FLAGS.stream(), SIZE_FLAGS.stream()).toList();

    private final Process process;
    private final Options options;

    private LocalRuntime(Process process, Options options) {
        this.process = process;
        this.options = options;
    }

    /** Starts a runtime; it is not ready yet. A port or a home in use is a conflict. */
    public static LocalRuntime start(Options options) {
        options.home().running().ifPresent(running -> {
            throw new CliFailure(
                    ExitCode.CONFLICT,
                    "a runtime runs already with " + options.home().folder() + ": " + running.url() + ", process "
                            + running.pid() + "\n  'sluice down' ends it; another one needs another --home.");
        });
        requireFree(options.host(), options.port());
        try {
            Files.createDirectories(options.home().folder());
            return new LocalRuntime(builder(options).start(), options);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "the runtime cannot be started: " + e.getMessage(), e);
        }
    }

    private static void requireFree(String host, int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new CliFailure(
                    ExitCode.CONFLICT,
                    "port " + port + " of " + host + " cannot be used: " + e.getMessage()
                            + "\n  End what listens there, or choose another port with --port (0: any free one).",
                    e);
        }
    }

    private static ProcessBuilder builder(Options options) throws IOException {
        List<String> command = new ArrayList<>();
        if (options.detached() && Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid"); // so that the terminal's ctrl-c and its end do not reach the runtime
        }
        command.add(Jvm.program());
        command.addAll(JVM_FLAGS);
        command.add("-jar");
        command.add(options.jar().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(options.environment());
        builder.environment().put("SLUICE_HOME", options.home().folder().toString());
        builder.environment().put("SLUICE_HOST", options.host());
        builder.environment().put("SLUICE_PORT", Integer.toString(options.port()));
        builder.redirectInput(Path.of("/dev/null").toFile());
        if (options.log() == null) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        } else {
            Files.createDirectories(options.home().folder());
            builder.redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(options.log().toFile()));
        }
        return builder;
    }

    /** Waits until the runtime takes calls, and tells its address. */
    public String awaitReady() {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            Home.Running running = options.home()
                    .running()
                    .filter(found -> found.pid() == process.pid())
                    .orElse(null);
            if (running != null && new RuntimeClient(running.url(), null).ready()) {
                return running.url();
            }
            if (ended(LOOK_EVERY_MILLIS)) {
                throw new CliFailure(
                        ExitCode.INTERNAL,
                        "the runtime ended while starting, with exit code " + process.exitValue() + lastLines());
            }
        }
        close();
        throw new CliFailure(
                ExitCode.INTERNAL, "the runtime was not ready after " + START_LIMIT.toSeconds() + " s" + lastLines());
    }

    private boolean ended(int millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(130, "interrupted", e);
        }
    }

    private String lastLines() {
        Path log = options.log();
        if (log == null) {
            return "; see above";
        }
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return "\n  The last lines of " + log + ":\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** The runtime's process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits for the runtime's end and returns its exit code. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks the runtime to end; it stops its instances first. */
    public void stop() {
        process.destroy();
    }

    /** Ends the runtime at once. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Ends the runtime, gracefully if it does so in time, and waits for it. */
    @Override
    public void close() {
        stop();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
