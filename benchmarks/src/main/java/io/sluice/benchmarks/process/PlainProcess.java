package io.sluice.benchmarks.process;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An application that is started by hand, without a runtime; it listens when the constructor has returned. */
public final class PlainProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int LOOK_EVERY_MILLIS = 20;
    private static final List<String> JVM_FLAGS = List.of(
            "-Xmx96m",
            "-Xms32m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;

    private PlainProcess(Process process) {
        this.process = process;
    }

    /** Starts a fast-jar that listens on a Unix socket. */
    public static PlainProcess onSocket(Path jar, Path socket, Map<String, String> environment) {
        return start(jar, UnixDomainSocketAddress.of(socket), environment);
    }

    /** Starts a fast-jar that listens on a port of 127.0.0.1. */
    public static PlainProcess onPort(Path jar, int port, Map<String, String> environment) {
        return start(jar, new InetSocketAddress("127.0.0.1", port), environment);
    }

    /** A port that nobody listens on now. */
    public static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "no free port: " + e.getMessage(), e);
        }
    }

    private static PlainProcess start(Path jar, SocketAddress address, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            PlainProcess started = new PlainProcess(builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
            started.awaitListening(address);
            return started;
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot start " + jar + ": " + e.getMessage(), e);
        }
    }

    private void awaitListening(SocketAddress address) {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!listens(address)) {
            if (ended(LOOK_EVERY_MILLIS) || System.nanoTime() > limit) {
                close();
                throw new CliFailure(
                        ExitCode.INTERNAL,
                        "a process that should listen on " + address + " does not after " + START_LIMIT.toSeconds()
                                + " s, or has ended");
            }
        }
    }

    private static boolean listens(SocketAddress address) {
        boolean unix = address instanceof UnixDomainSocketAddress;
        try (SocketChannel probe =
                SocketChannel.open(unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET)) {
            return probe.connect(address);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean ended(int millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
