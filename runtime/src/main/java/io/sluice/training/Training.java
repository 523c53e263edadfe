package io.sluice.training;

import io.sluice.pool.InstanceDriver;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.process.JavaTraining;
import io.sluice.registry.FunctionVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Training runs of Java functions, one at a time, each in a moment in which nothing else starts. A run starts the function,
 * gives it its samples, has the JVM record an AOT cache, and checks that a start with it answers the same; from then on
 * instances are started with it. A function whose run fails is left as it was. A function with secrets might act in its
 * author's name: it is started only, and given no samples.
 *
 * <p>Methods never block but for {@link #of}, which looks into a folder, and may be called from any thread.
 */
public final class Training implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Training.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final InstanceDriver driver;
    private final JavaTraining caches;
    private final Settings settings;
    private final TrainingListener listener;
    private final LongSupplier nanos;
    private final Map<String, TrainingState> states = new ConcurrentHashMap<>();
    private final ScheduledExecutorService runs;

    /**
     * What is trained, and when.
     *
     * @param on whether anything is
     * @param ids what sets this runtime's instance ids apart from another's
     * @param specs how instances of a version are started
     * @param hasSecrets whether a version's instances are given secrets
     * @param quiet whether nothing else starts, and no call waits for a start
     */
    public record Settings(
            boolean on,
            String ids,
            Function<FunctionVersion, InstanceSpec> specs,
            Predicate<FunctionVersion> hasSecrets,
            BooleanSupplier quiet) {}

    public Training(
            InstanceDriver driver,
            JavaTraining caches,
            Settings settings,
            TrainingListener listener,
            LongSupplier nanos) {
        this.driver = driver;
        this.caches = caches;
        this.settings = settings;
        this.listener = listener;
        this.nanos = nanos;
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("sluice-training").daemon().factory());
        one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.runs = one;
    }

    /** Trains the version's package when its turn comes, unless that was done or is about to be. */
    public void request(FunctionVersion function) {
        if (!settings.on() || !caches.applies(settings.specs().apply(function))) {
            return;
        }
        TrainingState before = states.putIfAbsent(function.packageDigest(), new TrainingState.Waiting());
        if (before == null || before instanceof TrainingState.Failed) {
            states.put(function.packageDigest(), new TrainingState.Waiting());
            schedule(function, Duration.ZERO);
        }
    }

    /** The same for many; of a package's functions the one that its samples are for comes first. */
    public void requestAll(List<FunctionVersion> functions) {
        functions.stream().filter(Training::isMain).forEach(this::request);
        functions.stream().filter(function -> !isMain(function)).forEach(this::request);
    }

    /** Whether the package's samples are for it. */
    private static boolean isMain(FunctionVersion function) {
        return function.manifest().functions().getFirst().equals(function.name());
    }

    /** How it stands with a version's AOT cache, in words; null where there can't be one. */
    public @Nullable String of(FunctionVersion function) {
        InstanceSpec spec = settings.specs().apply(function);
        if (!caches.applies(spec)) {
            return null;
        }
        if (!settings.on()) {
            return new TrainingState.None("sluice.function-aot is false").text();
        }
        TrainingState state = states.get(function.packageDigest());
        return (state == null ? asFound(spec) : state).text();
    }

    private TrainingState asFound(InstanceSpec spec) {
        try {
            long bytes = caches.bytes(spec);
            return bytes > 0
                    ? new TrainingState.Trained(bytes)
                    : new TrainingState.None("it is trained when it is the current version at the runtime's start");
        } catch (IOException e) {
            return new TrainingState.None(String.valueOf(e.getMessage()));
        }
    }

    private void schedule(FunctionVersion function, Duration delay) {
        try {
            runs.schedule(() -> turn(function), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("not trained, the runtime ends; function=%s", function.label());
        }
    }

    private void turn(FunctionVersion function) {
        if (!settings.quiet().getAsBoolean()) {
            schedule(function, LOOK_AGAIN);
            return;
        }
        TrainingState there = asFound(settings.specs().apply(function));
        if (there instanceof TrainingState.Trained) {
            states.put(function.packageDigest(), there);
            return;
        }
        long begun = nanos.getAsLong();
        TrainingState outcome = outcome(function);
        Duration took = Duration.ofNanos(nanos.getAsLong() - begun);
        if (runs.isShutdown()) {
            return;
        }
        states.put(function.packageDigest(), outcome);
        listener.trained(function, outcome instanceof TrainingState.Trained, took);
        LOG.infof(
                "training run ended; function=%s version=%s ms=%d aot=%s",
                function.name(), function.version(), took.toMillis(), outcome.text());
    }

    private TrainingState outcome(FunctionVersion function) {
        try {
            InstanceSpec spec = settings.specs().apply(function);
            states.put(function.packageDigest(), new TrainingState.Running());
            train(spec, samples(function));
            return new TrainingState.Trained(caches.bytes(spec));
        } catch (TrainingFailed | IOException | RuntimeException e) {
            LOG.debugf(e, "training run failed; function=%s", function.label());
            return new TrainingState.Failed(String.valueOf(e.getMessage()));
        }
    }

    private List<String> samples(FunctionVersion function) {
        boolean called = isMain(function) && !settings.hasSecrets().test(function);
        return called ? function.manifest().samples() : List.of();
    }

    private void train(InstanceSpec spec, List<String> samples) throws IOException, TrainingFailed {
        SampleAnswers plain = record(spec, samples);
        try {
            check(spec, samples, plain);
            caches.publish(spec);
        } finally {
            caches.discard(spec);
        }
    }

    private SampleAnswers record(InstanceSpec spec, List<String> samples) throws IOException, TrainingFailed {
        try (Trainee trainee = start(caches.recordingOf(spec))) {
            SampleAnswers answers = trainee.answers(samples, true);
            trainee.end();
            if (!caches.isRecorded(spec)) {
                throw new TrainingFailed(
                        "its JVM ended without writing an AOT cache: 'sluice logs' shows what it wrote");
            }
            return answers;
        }
    }

    private void check(InstanceSpec spec, List<String> samples, SampleAnswers plain) throws TrainingFailed {
        try (Trainee trainee = start(caches.checkOf(spec))) {
            String difference = plain.differenceTo(trainee.answers(samples, false));
            trainee.end();
            if (difference != null) {
                throw new TrainingFailed(difference);
            }
        }
    }

    private Trainee start(InstanceSpec spec) throws TrainingFailed {
        return Trainee.start(driver, spec, settings.ids(), nanos);
    }

    /** Gives up what is under way; its instances end at once. */
    @Override
    public void close() {
        runs.shutdownNow();
    }
}
