package io.sluice.benchmarks.instance;

import com.sun.net.httpserver.HttpServer;
import io.sluice.contract.InstanceProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance as the runtime starts it, and what it has taken of processor and heap up to now. */
final class MeasuredInstance implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Pattern ALLOCATED = Pattern.compile("allocated=(\\d+)([BKMG])");
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private final Path socket;
    private final Process process;
    private final Duration started;

    private MeasuredInstance(Path socket, Process process, Duration started) {
        this.socket = socket;
        this.process = process;
        this.started = started;
    }

    /** Starts a fast-jar, and returns when it has said ready. */
    static MeasuredInstance start(Path jar, Path socket, boolean frames, List<String> jvmFlags) throws Exception {
        CompletableFuture<Long> ready = new CompletableFuture<>();
        HttpServer listener = listen(ready);
        try {
            long begun = System.nanoTime();
            Process process =
                    launch(jar, socket, frames, jvmFlags, listener.getAddress().getPort());
            long at = ready.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return new MeasuredInstance(socket, process, Duration.ofNanos(at - begun));
        } finally {
            listener.stop(1);
        }
    }

    private static HttpServer listen(CompletableFuture<Long> ready) throws IOException {
        HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        listener.createContext(InstanceProtocol.READY_PATH, exchange -> {
            long now = System.nanoTime();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            ready.complete(now);
        });
        listener.start();
        return listener;
    }

    private static Process launch(Path jar, Path socket, boolean frames, List<String> jvmFlags, int port)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put(InstanceProtocol.ENV_SOCKET, socket.toString());
        environment.put(InstanceProtocol.ENV_API, "http://127.0.0.1:" + port);
        environment.put(InstanceProtocol.ENV_CONCURRENCY, "64");
        if (frames) {
            environment.put(InstanceProtocol.ENV_FRAMES, "1");
        }
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    Path socket() {
        return socket;
    }

    long pid() {
        return process.pid();
    }

    /** From its launch to its ready signal. */
    Duration started() {
        return started;
    }

    /** Processor time of all its threads. */
    Duration processorTime() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return TICK.multipliedBy(Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]));
    }

    /** Bytes that its threads have allocated on the heap; those of virtual threads count for what carries them. */
    long allocatedBytes() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process print = new ProcessBuilder(jcmd, Long.toString(pid()), "Thread.print", "-e").start();
        try (BufferedReader lines = print.inputReader()) {
            return lines.lines().mapToLong(MeasuredInstance::allocated).sum();
        }
    }

    private static long allocated(String line) {
        Matcher matcher = ALLOCATED.matcher(line);
        return matcher.find() ? Long.parseLong(matcher.group(1)) << 10 * "BKMG".indexOf(matcher.group(2)) : 0;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
