package io.sluice.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.local.LocalRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A runtime in a process of its own, on a home folder of its own and any free port. It ends with this process at the latest.
 */
final class Sluice implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STOP_SECONDS = 45;

    private final Process process;
    private final Path home;
    private final Path log;
    private final Thread atExit;
    private URI address = URI.create("http://127.0.0.1");

    private Sluice(Process process, Path home, Path log) {
        this.process = process;
        this.home = home;
        this.log = log;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts a runtime with its home in the folder, and returns when it takes calls. */
    static Sluice start(Path folder) {
        return start(folder, Map.of());
    }

    /** The same, with more in its environment. */
    static Sluice start(Path folder, Map<String, String> environment) {
        Sluice sluice = launch(folder, environment);
        try {
            sluice.awaitReady();
            return sluice;
        } catch (RuntimeException | Error e) {
            sluice.close();
            throw e;
        }
    }

    /** Starts a runtime and does not wait. */
    static Sluice launch(Path folder, Map<String, String> environment) {
        Path home = folder.resolve("home");
        Path log = folder.resolve("runtime.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LocalRuntime.JVM_FLAGS);
        command.add("-jar");
        command.add(Installation.runtimeJar().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("SLUICE_HOME", home.toString());
        builder.environment().put("SLUICE_PORT", "0");
        // Training runs would take processors from tests that are not about them.
        builder.environment().put("SLUICE_FUNCTION_AOT", "false");
        builder.environment().putAll(environment);
        try {
            return new Sluice(builder.start(), home, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Waits.until("the runtime takes calls").until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the runtime ended with " + process.exitValue() + ":\n" + log());
            }
            return published() && anonymous().get("/q/health/ready").status() == 200;
        });
    }

    /** Whether this runtime, not one before it, has written where it listens. */
    private boolean published() throws IOException {
        Path file = home.resolve("runtime.json");
        if (!Files.exists(file)) {
            return false;
        }
        JsonNode written = JSON.readTree(Files.readAllBytes(file));
        address = URI.create(written.path("url").asText());
        return written.path("pid").asLong() == process.pid();
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    Path home() {
        return home;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A client with the administrator's key. */
    Client administrator() {
        return anonymous().withKey(administratorKey());
    }

    /** A client without a key. */
    Client anonymous() {
        return new Client(address, null);
    }

    String administratorKey() {
        return read(home.resolve("admin.key")).strip();
    }

    /** All that the runtime wrote. */
    String log() {
        return read(log);
    }

    /** The mistakes and surprises that the runtime noted. */
    List<String> errors() {
        try (Stream<String> lines = log().lines()) {
            return lines.filter(line -> line.contains(" ERROR ")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the runtime to end, as ctrl-c does, and returns its exit code. */
    int stop() {
        terminate();
        return awaitEnd();
    }

    /** Asks the runtime to end, and does not wait. */
    void terminate() {
        process.destroy();
    }

    /** Ends the runtime without a word, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Waits for the runtime's end and returns its exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the runtime did not end within " + STOP_SECONDS + " s:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }
}
