package io.sluice.pool.process;

import io.sluice.contract.ReadySignal;
import io.sluice.manifest.Network;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.pool.connection.CallsOfInstance;
import io.sluice.pool.connection.ConnectedInstance;
import io.sluice.pool.connection.Connections;
import io.sluice.pool.connection.InstanceConnection;
import io.sluice.pool.process.ProcessTable.Family;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One instance from before its process is there until after it is gone. What happens to it comes from many threads:
 * {@link #readiness} and {@link #exit} settle once each.
 */
final class ProcessInstance implements Instance, ConnectedInstance {

    private static final long MIB = 1024 * 1024;

    private final InstanceId id;
    private final InstanceSpec spec;
    private final ProcessHost host;
    private final String capability;
    private final boolean confined;
    private final CallsOfInstance calls = new CallsOfInstance();
    private final CompletableFuture<Instance> readiness = new CompletableFuture<>();
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private volatile InstanceFiles files;
    private volatile @Nullable Process process;
    private volatile long main;
    private volatile @Nullable Family family;
    private volatile @Nullable InstanceLog log;
    private volatile @Nullable MemoryGroup group;
    private volatile @Nullable InstanceConnection connection;
    private volatile @Nullable String memoryVerdict;
    private volatile boolean stopping;
    private volatile int port;
    private volatile String notHealthy = "";
    private volatile long residentBytes;

    /** @param confined whether its first process only confines those that follow, unless it is a fork */
    ProcessInstance(
            InstanceId id,
            InstanceSpec spec,
            ProcessHost host,
            InstanceFiles files,
            String capability,
            boolean confined) {
        this.id = id;
        this.spec = spec;
        this.host = host;
        this.files = files;
        this.capability = capability;
        this.confined = confined;
    }

    @Override
    public InstanceId id() {
        return id;
    }

    @Override
    public Uni<Answer> invoke(Call call) {
        InstanceConnection open = connection;
        return open == null
                ? Uni.createFrom().failure(new IllegalStateException("instance " + id + " is not ready"))
                : open.invoke(call);
    }

    @Override
    public Uni<Exit> exited() {
        return Uni.createFrom().completionStage(exit::copy);
    }

    @Override
    public Uni<Void> stop(Duration grace) {
        return Uni.createFrom()
                .completionStage(() -> {
                    terminate(grace);
                    return exit.copy();
                })
                .replaceWithVoid();
    }

    @Override
    public long pid() {
        Process started = process;
        long known = main;
        return known != 0 || started == null ? known : started.pid();
    }

    /** The id of its program, or 0 while that isn't there. Blocks briefly, until it is known once. */
    long main() {
        Process started = process;
        if (main == 0 && started != null) {
            main = isConfined(started) ? MainProcess.behind(started.pid()) : started.pid();
        }
        return main;
    }

    /** What its program has computed; -1 while that isn't known, as what confines it only waits. */
    long cpuNanos() {
        Process started = process;
        if (started == null || main == 0 && isConfined(started)) {
            return -1;
        }
        return ProcessHandle.of(pid())
                .flatMap(program -> program.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(-1L);
    }

    private boolean isConfined(Process started) {
        return confined && !isFork(started);
    }

    private static boolean isFork(Process started) {
        return started instanceof ForkedProcess;
    }

    @Override
    public long residentBytes() {
        return residentBytes;
    }

    @Override
    public InstanceSpec spec() {
        return spec;
    }

    InstanceFiles files() {
        return files;
    }

    /** It is going to be a fork, which has its files elsewhere; before its process is there. */
    void files(InstanceFiles others) {
        files = others;
    }

    /** Whether it serves HTTP on a port that only its own, isolated network has. */
    boolean servesInside() {
        return spec.plain() != null && spec.network() == Network.ISOLATED;
    }

    String capability() {
        return capability;
    }

    @Override
    public CallsOfInstance calls() {
        return calls;
    }

    CompletableFuture<Instance> readiness() {
        return readiness;
    }

    @Override
    public CompletableFuture<Exit> exit() {
        return exit;
    }

    CapabilityHolder holder() {
        return new CapabilityHolder(id, spec.function(), spec.version(), spec.entryPoint());
    }

    @Nullable
    MemoryGroup group() {
        return group;
    }

    /** Its control group; before its process is there. */
    void limitedBy(MemoryGroup itsGroup) {
        group = itsGroup;
    }

    /** It could not be put into its control group. */
    void unlimited() {
        group = null;
    }

    @Nullable
    Family family() {
        return family;
    }

    @Nullable
    InstanceConnection connection() {
        return connection;
    }

    /** Its process is there. */
    void started(Process started, Family itsFamily, InstanceLog itsLog) {
        family = itsFamily;
        log = itsLog;
        process = started;
        if (stopping) {
            kill();
        }
    }

    /** Takes its ready signal; one that breaks the protocol fails the start. */
    boolean ready(ReadySignal signal) {
        if (readiness.isDone() || stopping) {
            return false;
        }
        String wrong = SignalCheck.fault(signal, spec, files.made());
        if (wrong != null) {
            failStart("its ready signal " + wrong);
            return false;
        }
        return serve(() -> connection(signal), signal.address().startsWith("unix:"));
    }

    /**
     * Opens the way to it, after which it is ready; false when that was done before.
     *
     * @param takesSocket whether the way leads through the socket that it has made
     */
    boolean serve(Supplier<InstanceConnection> way, boolean takesSocket) {
        InstanceConnection made = connect(way);
        if (made == null) {
            return false;
        }
        if (takesSocket) {
            Context here = Vertx.currentContext();
            host.background(() -> takeSocket(made, here));
        } else {
            open(made);
        }
        return true;
    }

    private void takeSocket(InstanceConnection made, @Nullable Context loop) {
        try {
            SocketFile.take(files.made(), files.socket());
        } catch (IOException e) {
            failStart("it said that it is ready, but its socket cannot be used: " + e.getMessage());
            return;
        }
        if (loop == null) {
            open(made);
        } else {
            loop.runOnContext(nothing -> open(made));
        }
    }

    private void open(InstanceConnection made) {
        host.background(this::main);
        // Nobody who waits for it may hold up the answer to the signal.
        made.open()
                .subscribe()
                .with(
                        open -> host.background(() -> readiness.complete(this)),
                        failure -> failStart("it said that it is ready, but " + failure.getMessage()));
    }

    /** The way to it, or null when there is one already. */
    private synchronized @Nullable InstanceConnection connect(Supplier<InstanceConnection> way) {
        if (connection != null || stopping) {
            return null;
        }
        InstanceConnection made = way.get();
        connection = made;
        return made;
    }

    private InstanceConnection connection(ReadySignal signal) {
        Connections connections = host.connections();
        SocketAddress server = SignalCheck.address(signal, files.socket());
        return signal.frames() == 0 ? connections.http(this, server) : connections.frames(this, server);
    }

    /** Ends a start for a reason that the caller is told together with the last lines that it wrote. */
    void failStart(String reason) {
        if (readiness.completeExceptionally(new StartFailed(describe(reason)))) {
            kill();
        }
    }

    /** Asks it to end, and kills it after the grace. */
    void terminate(Duration grace) {
        stopping = true;
        Process running = process;
        if (running != null && running.isAlive()) {
            host.background(this::askToEnd);
            host.later(grace, this::kill);
        }
    }

    /** Its program is asked, not what confines it; Process.destroy would close its standard input, which tells more. */
    private void askToEnd() {
        long program = main();
        if (program == 0) {
            kill();
        } else {
            ProcessHandle.of(program).ifPresent(ProcessHandle::destroy);
        }
    }

    /** Ends it and everything that it started, at once. */
    void kill() {
        stopping = true;
        Process running = process;
        Family all = family;
        if (running != null && all != null) {
            host.background(() -> ProcessTable.kill(all));
        }
    }

    /** Takes what its memory was seen to be, and ends it where that is more than its limit. */
    void resident(long bytes) {
        residentBytes = bytes;
        if (bytes > spec.memoryBytes() && memoryVerdict == null) {
            memoryVerdict = "used " + (bytes + MIB - 1) / MIB + " MiB of its " + spec.memoryBytes() / MIB + " MiB";
            kill();
        }
    }

    /** How it ended, told from its exit code, its memory and its last words; once all its processes are gone. */
    Exit verdict(int code) {
        MemoryGroup itsGroup = group;
        return new EndVerdict(spec.memoryBytes(), memoryVerdict, itsGroup != null && itsGroup.killed(), stopping)
                .of(code, lastLines());
    }

    /** It is gone, with all its processes. */
    void gone(Exit how) {
        InstanceConnection open = connection;
        residentBytes = 0;
        readiness.completeExceptionally(new StartFailed(describe("it ended before it was ready: " + how.reason())));
        exit.complete(how);
        if (open != null) {
            open.close();
        }
    }

    private List<String> lastLines() {
        InstanceLog itsLog = log;
        return itsLog == null ? List.of() : itsLog.lastLines();
    }

    private String describe(String reason) {
        List<String> lines = lastLines();
        String head = "function '" + spec.label() + "': instance " + id + " did not start: " + reason;
        return lines.isEmpty()
                ? head + "; it wrote nothing"
                : head + "; the last it wrote:\n" + String.join("\n", lines);
    }

    /** The time that is left for starting is over. */
    void startTimedOut() {
        String late = "it was not ready within " + spec.startTimeout().toMillis() + " ms";
        failStart(notHealthy.isEmpty() ? late : late + ": " + notHealthy + elsewhere());
    }

    /** Where it listens instead, as far as that can be told. */
    private String elsewhere() {
        Family all = family;
        List<Integer> ports = all == null ? List.of() : ListeningPorts.of(all, main());
        return ports.isEmpty() || ports.contains(port)
                ? ""
                : "; it listens on port " + ports.getFirst() + " instead of $PORT";
    }

    /** The port that it was told to serve HTTP on; 0 where it chooses itself. */
    int port() {
        return port;
    }

    /** Takes the port that it is told to serve HTTP on; before its process is there. */
    void port(int chosen) {
        port = chosen;
    }

    /** What keeps it from being ready, as it was last seen. */
    void notHealthy(String hindrance) {
        notHealthy = hindrance;
    }

    /** How long its start may take, in the unit that timers want. */
    long startMillis() {
        return TimeUnit.NANOSECONDS.toMillis(spec.startTimeout().toNanos());
    }
}
