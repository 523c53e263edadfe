package io.sluice.pool.process;

import io.sluice.manifest.Network;
import io.sluice.pool.Instance;
import io.sluice.pool.InstanceDriver;
import io.sluice.pool.InstanceId;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PlainServer;
import io.sluice.pool.PoolFailure.Closed;
import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.pool.connection.CallsInProgress;
import io.sluice.pool.connection.Connections;
import io.sluice.pool.process.ProcessTable.Family;
import io.sluice.sandbox.Isolation;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs each instance as a process of its own on this host. One permanent thread starts them, since the kernel ties
 * their lives to it; a second one watches memory and time; one each reads what they write; what blocks otherwise runs on
 * virtual threads. Creating a driver blocks while it ends what a killed runtime left in the same run folder.
 */
public final class ProcessInstanceDriver implements InstanceDriver {

    private static final Logger LOG = Logger.getLogger(ProcessInstanceDriver.class);
    private static final int TIDY_SECONDS = 5;
    private static final int READER_STACK_BYTES = 256 * 1024;

    private final Connections connections;
    private final ProcessDriverSettings settings;
    private final Isolation isolation;
    private final ProcessLauncher launcher;
    private final InstanceLogs logs;
    private final RunRecords records;
    private final MemoryGroups groups;
    private final ForkServers forks;
    private final ProcessStarts starts;
    private final Capabilities capabilities = new Capabilities();
    private final Set<ProcessInstance> instances = ConcurrentHashMap.newKeySet();
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sluice-starter").daemon().factory());
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-watch").daemon().factory());
    private final ProcessHost host = new Host();
    private volatile boolean closed;

    /**
     * A driver for {@code java} functions.
     *
     * @param innerListener the address, such as {@code http://127.0.0.1:40123}, of the listener that passes ready
     *     signals to {@link #capabilities()}; asked at each start
     */
    public ProcessInstanceDriver(
            Connections connections, ProcessDriverSettings settings, Supplier<URI> innerListener, InstantSource clock) {
        this(
                connections,
                settings,
                innerListener,
                clock,
                new JavaTraining(settings.javaHome()).kinds(),
                ForkSettings.NONE,
                Isolation.off());
    }

    /** A driver for these runtime kinds, which forks instances of those that can be forked, and confines all of them. */
    public ProcessInstanceDriver(
            Connections connections,
            ProcessDriverSettings settings,
            Supplier<URI> innerListener,
            InstantSource clock,
            Map<String, LaunchCommand> kinds,
            ForkSettings forkSettings,
            Isolation isolation) {
        this.connections = connections;
        this.settings = settings;
        this.isolation = isolation;
        this.launcher = new ProcessLauncher(kinds, innerListener, settings.innerSocket(), isolation);
        this.logs = new InstanceLogs(settings, clock);
        try {
            this.records = new RunRecords(Folders.createPrivate(settings.runFolder()));
            Folders.createPrivate(settings.scratchFolder());
            Folders.createPrivate(settings.logFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.groups = MemoryGroups.detect(Long.toString(ProcessHandle.current().pid()));
        records.sweep();
        this.forks = new ForkServers(forkSettings, launcher, host, records, logs, clock);
        this.starts = new ProcessStarts(settings, launcher, records, groups, forks);
        long period = settings.memoryWatchPeriod().toMillis();
        watch.scheduleWithFixedDelay(() -> MemoryWatch.look(instances), period, period, TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(this::tidyForks, TIDY_SECONDS, TIDY_SECONDS, TimeUnit.SECONDS);
    }

    /** Who stands behind the capability address of a request. */
    public InstanceCapabilities capabilities() {
        return capabilities;
    }

    /** Which call a nested call belongs to. */
    public CallsInProgress callsInProgress() {
        return capabilities;
    }

    /** What instances wrote. */
    public InstanceLogs logs() {
        return logs;
    }

    /** What isolation and limits are enforced on this host for instances with that network, a sentence each. */
    public List<String> enforced(Network network) {
        return EnforcedLimits.facts(groups.available(), settings.memoryWatchPeriod(), isolation, network);
    }

    @Override
    public Uni<Instance> start(InstanceId id, InstanceSpec spec) {
        return Uni.createFrom().deferred(() -> {
            if (closed) {
                return Uni.createFrom().failure(new Closed("function '" + spec.label() + "': the runtime is stopping"));
            }
            ProcessInstance instance = create(id, spec);
            instances.add(instance);
            starter.execute(() -> launch(instance));
            return Uni.createFrom()
                    .completionStage(instance.readiness().copy())
                    .onFailure(StartFailed.class)
                    .call(() -> instance.exited())
                    .onCancellation()
                    .invoke(instance::kill);
        });
    }

    @Override
    public long cpuNanos(InstanceId id) {
        for (ProcessInstance instance : instances) {
            if (instance.id().equals(id)) {
                return instance.cpuNanos();
            }
        }
        return -1;
    }

    @Override
    public Uni<Void> close() {
        return Uni.createFrom()
                .completionStage(() -> {
                    closed = true;
                    instances.forEach(instance -> instance.terminate(settings.stopGrace()));
                    return CompletableFuture.allOf(instances.stream()
                                    .map(ProcessInstance::exit)
                                    .toArray(CompletableFuture[]::new))
                            .orTimeout(settings.stopGrace().toMillis() + 5000, TimeUnit.MILLISECONDS);
                })
                .onTermination()
                .invoke(forks::close)
                .onTermination()
                .invoke(this::releaseThreads)
                .replaceWithVoid();
    }

    private ProcessInstance create(InstanceId id, InstanceSpec spec) {
        InstanceFiles files = starts.files(id.value());
        String capability = capabilities.create();
        ProcessInstance instance = new ProcessInstance(id, spec, host, files, capability, launcher.confines());
        capabilities.register(capability, instance);
        return instance;
    }

    /** On the starter's thread. */
    private void launch(ProcessInstance instance) {
        InstanceSpec spec = instance.spec();
        String id = instance.id().value();
        try {
            InstanceLog log = logs.open(spec.function(), spec.version(), id);
            Process process = starts.begin(instance);
            Thread reader = Thread.ofPlatform()
                    .name("sluice-output-" + id)
                    .daemon()
                    .stackSize(READER_STACK_BYTES)
                    .start(() -> log.drain(process.getInputStream()));
            starts.begun(instance, process, log);
            process.onExit().thenAccept(ended -> host.background(() -> bury(instance, ended.exitValue(), reader)));
            host.later(Duration.ofMillis(instance.startMillis()), instance::startTimedOut);
            instance.readiness().thenRun(() -> starter.execute(() -> wantForks(instance)));
            PlainServer plain = spec.plain();
            if (plain != null) {
                new HealthPoll(instance, plain, host).begin();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debugf(e, "Start failed; function=%s instance=%s", spec.label(), id);
            abandon(instance, e);
        }
    }

    /** On the starter's thread. */
    private void wantForks(ProcessInstance instance) {
        if (!closed) {
            starts.wantForks(instance);
        }
    }

    private void tidyForks() {
        try {
            forks.tidy();
        } catch (RuntimeException e) {
            LOG.warn("Fork servers could not be looked at", e);
        }
    }

    /** A start that failed on this side. */
    private void abandon(ProcessInstance instance, Exception cause) {
        if (instance.pid() != 0) {
            instance.failStart(String.valueOf(cause.getMessage()));
            return;
        }
        instance.readiness()
                .completeExceptionally(
                        cause instanceof StartFailed
                                ? cause
                                : new StartFailed("function '" + instance.spec().label()
                                        + "': its process could not be started: " + cause.getMessage()));
        forget(instance);
        instance.gone(new Instance.Exit("was not started", false));
    }

    /** Its first process ended: what it leaves behind goes too, then it is gone. Blocks. */
    private void bury(ProcessInstance instance, int code, Thread reader) {
        Family family = instance.family();
        if (family != null && !ProcessTable.kill(family)) {
            LOG.warnf("Some of its processes can't be killed; instance=%s", instance.id());
        }
        try {
            reader.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Instance.Exit exit = instance.verdict(code);
        forget(instance);
        instance.gone(exit);
    }

    private void forget(ProcessInstance instance) {
        capabilities.remove(instance.capability());
        logs.ended(
                instance.spec().function(),
                instance.spec().version(),
                instance.id().value());
        MemoryGroup group = instance.group();
        if (group != null) {
            group.remove();
        }
        InstanceFiles files = instance.files();
        Folders.deleteQuietly(files.socket());
        Folders.deleteTreeQuietly(files.scratch());
        if (files.isAlone()) {
            Folders.deleteTreeQuietly(files.sockets());
        }
        records.remove(instance.files().name());
        instances.remove(instance);
    }

    private void releaseThreads() {
        watch.shutdownNow();
        starter.shutdown();
    }

    /** What instances ask of their driver. */
    private final class Host implements ProcessHost {
        @Override
        public Connections connections() {
            return connections;
        }

        @Override
        public void background(Runnable task) {
            Thread.ofVirtual().name("sluice-process").start(task);
        }

        @Override
        public void later(Duration delay, Runnable task) {
            if (!watch.isShutdown()) {
                watch.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
