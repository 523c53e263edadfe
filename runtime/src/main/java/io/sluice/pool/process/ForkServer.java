package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The process that forks instances of one version. What it says on its standard output moves it from starting to ready
 * and to its end, which its listener is told once.
 */
final class ForkServer {

    /** What it forks instances of, environment included. */
    private final InstanceSpec spec;

    private final InstanceFiles files;
    private final Process process;
    private final boolean confined;
    private final BiConsumer<ForkServer, String> ended;
    private final Map<Long, CompletableFuture<Integer>> exits = new ConcurrentHashMap<>();
    private final AtomicInteger living = new AtomicInteger();
    private volatile State state = State.STARTING;
    private volatile long lastUsed;
    private volatile long main;
    private @Nullable String reason;

    private enum State {
        STARTING,
        READY,
        ENDED
    }

    /**
     * @param confined whether the process only confines the server
     * @param ended told why it can fork no more, once all that it forked is known to be gone
     */
    ForkServer(
            InstanceSpec spec,
            InstanceFiles files,
            Process process,
            boolean confined,
            long now,
            BiConsumer<ForkServer, String> ended) {
        this.spec = spec;
        this.files = files;
        this.process = process;
        this.confined = confined;
        this.lastUsed = now;
        this.ended = ended;
    }

    InstanceSpec spec() {
        return spec;
    }

    InstanceFiles files() {
        return files;
    }

    Process process() {
        return process;
    }

    boolean isReady() {
        return state == State.READY;
    }

    /** How many instances that it forked live. */
    int living() {
        return living.get();
    }

    /** When it last forked, or had an instance that ended; in milliseconds. */
    long lastUsed() {
        return lastUsed;
    }

    void used(long now) {
        lastUsed = now;
    }

    /** Follows what it says until its end; for a thread of its own. */
    void follow() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // It has ended; what follows says so.
        }
        boolean wasReady = state == State.READY;
        state = State.ENDED;
        String told = reason;
        // The kernel has killed what it forked.
        exits.values().forEach(exit -> exit.complete(128 + 9));
        ended.accept(
                this, told != null ? told : wasReady ? "its fork server has ended" : "its fork server could not start");
    }

    private void take(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "ready" -> ready();
            case "unusable" -> reason = line.substring("unusable ".length());
            case "exit" -> exit(Long.parseLong(words[1])).complete(Integer.parseInt(words[2]));
            default -> {} // Of a program that the author's module started with the same output.
        }
    }

    private void ready() {
        try {
            SocketFile.take(files.made(), files.socket());
            state = State.READY;
        } catch (IOException e) {
            reason = "its socket cannot be used: " + e.getMessage();
            process.destroyForcibly();
        }
    }

    /** The server itself; 0 while it isn't there. Blocks briefly, until it is known once. */
    long main() {
        if (main == 0) {
            main = confined ? MainProcess.behind(process.pid()) : process.pid();
        }
        return main;
    }

    private CompletableFuture<Integer> exit(long pid) {
        return exits.computeIfAbsent(pid, first -> new CompletableFuture<>());
    }

    private int gone(long pid, int code) {
        exits.remove(pid);
        living.decrementAndGet();
        return code;
    }

    /** Forks an instance with that environment; blocks for as long as the server takes to answer. */
    ForkedProcess fork(Map<String, String> environment) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(files.socket()));
        try {
            String request = new JsonObject(new HashMap<>(environment)).encode() + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            long pid = pid(channel);
            ProcessHandle handle = handle(pid).orElseThrow(() -> new IOException("fork " + pid + " ended at once"));
            living.incrementAndGet();
            return new ForkedProcess(handle, channel, exit(pid).thenApply(code -> gone(pid, code)));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The process that calls itself so among those of the server. */
    private Optional<ProcessHandle> handle(long pid) {
        return confined ? MainProcess.childNamed(main(), pid).flatMap(ProcessHandle::of) : ProcessHandle.of(pid);
    }

    /** The fork's own first line; what follows is its output. */
    private static long pid(SocketChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long pid = 0;
        while (channel.read(one.clear()) == 1) {
            byte digit = one.get(0);
            if (digit == '\n' && pid > 0) {
                return pid;
            }
            if (digit < '0' || digit > '9') {
                break;
            }
            pid = 10 * pid + digit - '0';
        }
        throw new IOException("the fork server did not answer with a fork");
    }
}
