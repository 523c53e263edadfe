package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.process.ProcessTable.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The fork servers of all versions: an instance of a version that has one is a fork of it, with the author's module
 * imported already. They are a way to be faster and nothing else: where there is none, or it fails, an instance is started.
 *
 * <p>{@link #fork} and {@link #want} are for the thread that starts instances, since the kernel ties a server's life to it.
 */
final class ForkServers {

    private static final Logger LOG = Logger.getLogger(ForkServers.class);
    private static final int READER_STACK_BYTES = 256 * 1024;

    private final ForkSettings settings;
    private final ProcessLauncher launcher;
    private final ProcessHost host;
    private final RunRecords records;
    private final InstanceLogs logs;
    private final InstantSource clock;
    private final Map<InstanceSpec, ForkServer> servers = new ConcurrentHashMap<>();

    /** Versions that can't be forked, or whose server failed: not tried again. */
    private final Set<InstanceSpec> without = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    ForkServers(
            ForkSettings settings,
            ProcessLauncher launcher,
            ProcessHost host,
            RunRecords records,
            InstanceLogs logs,
            InstantSource clock) {
        this.settings = settings;
        this.launcher = launcher;
        this.host = host;
        this.records = records;
        this.logs = logs;
        this.clock = clock;
    }

    /** The server that an instance of that version can be a fork of, or null where it must be started. */
    @Nullable
    ForkServer ready(InstanceSpec spec) {
        ForkServer server = servers.get(spec);
        return server == null || !server.isReady() ? null : server;
    }

    /** An instance with that environment, or null where it must be started. Blocks briefly. */
    @Nullable
    Process fork(ForkServer server, Map<String, String> environment) {
        AtomicBoolean answered = new AtomicBoolean();
        host.later(settings.answer(), () -> {
            if (!answered.get()) {
                kill(server);
            }
        });
        try {
            server.used(clock.millis());
            return server.fork(environment);
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "Not forked; function=%s", server.spec().label());
            return null;
        } finally {
            answered.set(true);
        }
    }

    /**
     * Starts a server for that version, if there is none, there may be one, and its kind has such a thing.
     *
     * @param files where it has its socket and its scratch folder
     */
    void want(InstanceSpec spec, InstanceFiles files) {
        if (closed || settings.most() == 0 || servers.containsKey(spec) || without.contains(spec)) {
            return;
        }
        if (servers.size() >= settings.most() && !makeRoom()) {
            return;
        }
        try {
            start(spec, files);
        } catch (IOException | RuntimeException e) {
            giveUp(spec, "its fork server could not be started: " + e.getMessage());
            clean(files);
        }
    }

    private void start(InstanceSpec spec, InstanceFiles files) throws IOException {
        Optional<Process> process = launcher.launchForkServer(spec, files);
        if (process.isEmpty()) {
            without.add(spec);
            return;
        }
        try {
            follow(spec, files, process.get());
        } catch (IOException | RuntimeException e) {
            process.get().destroyForcibly();
            throw e;
        }
    }

    private void follow(InstanceSpec spec, InstanceFiles files, Process started) throws IOException {
        long start = ProcessTable.start(started.pid());
        records.write(files, new Family(started.pid(), start, files.marker()), "");
        InstanceLog log = logs.open(spec.function(), spec.version(), files.name());
        ForkServer server = new ForkServer(spec, files, started, launcher.confines(), clock.millis(), this::ended);
        servers.put(spec, server);
        thread("sluice-output-" + files.name(), () -> log.drain(started.getErrorStream()));
        thread("sluice-forks-" + files.name(), server::follow);
    }

    private static void thread(String name, Runnable task) {
        Thread.ofPlatform().name(name).daemon().stackSize(READER_STACK_BYTES).start(task);
    }

    /** Ends the server that was used least recently, of those whose instances are all gone. */
    private boolean makeRoom() {
        Optional<ForkServer> oldest = servers.values().stream()
                .filter(server -> server.living() == 0)
                .min(Comparator.comparingLong(ForkServer::lastUsed));
        oldest.ifPresent(this::retire);
        return oldest.isPresent();
    }

    /** Ends servers that are of no more use, and those that take more memory than an instance may; to be called at times. */
    void tidy() {
        long now = clock.millis();
        without.removeIf(spec -> !Files.isDirectory(spec.packageFolder()));
        for (ForkServer server : servers.values()) {
            if (server.living() > 0) {
                server.used(now);
            } else if (now - server.lastUsed() > settings.idle().toMillis()
                    || !Files.isDirectory(server.spec().packageFolder())) {
                retire(server);
            } else if (ProcessTable.residentBytes(server.main()) > server.spec().memoryBytes()) {
                giveUp(server.spec(), "importing it takes more memory than an instance may use");
                retire(server);
            }
        }
    }

    private void retire(ForkServer server) {
        if (servers.remove(server.spec(), server)) {
            kill(server);
        }
    }

    private static void kill(ForkServer server) {
        server.process().destroyForcibly();
    }

    /** On its own thread: a server is gone, and all that it forked. */
    private void ended(ForkServer server, String reason) {
        InstanceSpec spec = server.spec();
        if (servers.remove(spec, server) && !closed) {
            giveUp(spec, reason);
        }
        logs.ended(spec.function(), spec.version(), server.files().name());
        clean(server.files());
    }

    private void giveUp(InstanceSpec spec, String reason) {
        without.add(spec);
        LOG.warnf("Instances are started, not forked; function=%s reason=%s", spec.label(), reason);
    }

    private void clean(InstanceFiles files) {
        Folders.deleteQuietly(files.socket());
        Folders.deleteTreeQuietly(files.sockets());
        Folders.deleteTreeQuietly(files.scratch());
        records.remove(files.name());
    }

    /** Those that there are now. */
    List<ForkServer> all() {
        return List.copyOf(servers.values());
    }

    /** Ends all of them; their instances are gone. */
    void close() {
        closed = true;
        servers.values().forEach(ForkServers::kill);
        for (ForkServer server : servers.values()) {
            try {
                server.process().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException(e));
            }
            clean(server.files());
        }
    }
}
