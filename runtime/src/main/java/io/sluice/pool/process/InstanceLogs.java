package io.sluice.pool.process;

import io.sluice.contract.api.LogLine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What instances wrote to their standard output and error, those that ended included. Files are read on virtual
 * threads; methods never block and may be called from any thread.
 */
public final class InstanceLogs {

    private static final Logger LOG = Logger.getLogger(InstanceLogs.class);
    private static final Comparator<LogLine> BY_TIME = Comparator.comparing(line -> Instant.parse(line.at()));
    private static final int FIRST_WINDOW = 64 * 1024;

    private final ProcessDriverSettings settings;
    private final InstantSource clock;
    private final Executor blocking =
            task -> Thread.ofVirtual().name("sluice-logs").start(task);
    private final List<LogFollower> followers = new CopyOnWriteArrayList<>();
    private final Set<Path> open = ConcurrentHashMap.newKeySet();

    /** Whose lines these are, and the clock that dates them. */
    record Source(String function, String version, String instance, InstantSource clock) {}

    InstanceLogs(ProcessDriverSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The last {@code count} lines of a function ({@code owner/name}), of one version or instance where named, by time. */
    public Uni<List<LogLine>> tail(String function, Optional<String> version, Optional<String> instance, int count) {
        return Uni.createFrom()
                .item(() -> read(function, version, instance, count))
                .runSubscriptionOn(blocking);
    }

    /**
     * The lines from now on. Who reads slower than they come misses the oldest of those that wait, and is told how many
     * in a line of its own.
     */
    public Multi<LogLine> follow(String function, Optional<String> version, Optional<String> instance) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            LogFollower follower = new LogFollower(emitter, function, version, instance);
                            followers.add(follower);
                            emitter.onTermination(() -> followers.remove(follower));
                        },
                        BackPressureStrategy.IGNORE);
    }

    /** The log of an instance that starts; logs of ended ones that are too many or too old go. Blocks. */
    InstanceLog open(String function, String version, String instance) throws IOException {
        Path folder = folder(function).resolve(version);
        Path file = folder.resolve(instance + ".log");
        prune(folder);
        Files.createDirectories(folder);
        open.add(file);
        Source source = new Source(function, version, instance, clock);
        return new InstanceLog(file, source, settings, line -> publish(function, line));
    }

    /** Notes that the instance has ended. */
    void ended(String function, String version, String instance) {
        open.remove(folder(function).resolve(version).resolve(instance + ".log"));
    }

    static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private void publish(String function, LogLine line) {
        for (LogFollower follower : followers) {
            follower.offer(function, line);
        }
    }

    private Path folder(String function) {
        Path folder = settings.logFolder().resolve(function).normalize();
        if (!folder.startsWith(settings.logFolder())) {
            throw new IllegalArgumentException("function '" + function + "': not a name of a function");
        }
        return folder;
    }

    private List<LogLine> read(String function, Optional<String> version, Optional<String> instance, int count) {
        List<LogLine> lines = new ArrayList<>();
        for (Path versionFolder : list(folder(function))) {
            String ofVersion = versionFolder.getFileName().toString();
            if (version.isPresent() && !version.get().equals(ofVersion)) {
                continue;
            }
            for (Path file : list(versionFolder)) {
                String ofInstance = file.getFileName().toString().replaceFirst("\\.log(\\.1)?$", "");
                if (instance.isEmpty() || instance.get().equals(ofInstance)) {
                    lastLines(file, count)
                            .forEach(line -> parse(line, ofVersion, ofInstance).ifPresent(lines::add));
                }
            }
        }
        lines.sort(BY_TIME);
        return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    private static Optional<LogLine> parse(String line, String version, String instance) {
        int space = line.indexOf(' ');
        return space <= 0 || !line.startsWith("Z", space - 1)
                ? Optional.empty()
                : Optional.of(new LogLine(line.substring(0, space), version, instance, line.substring(space + 1)));
    }

    /** Reads from the end, in windows that double until they hold enough. */
    private static List<String> lastLines(Path file, int count) {
        try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r")) {
            long size = from.length();
            for (long window = Math.min(size, FIRST_WINDOW); ; window = Math.min(size, window * 2)) {
                byte[] bytes = new byte[(int) window];
                from.seek(size - window);
                from.readFully(bytes);
                List<String> lines =
                        new String(bytes, StandardCharsets.UTF_8).lines().toList();
                if (window == size || lines.size() > count) {
                    return lines.subList(Math.max(0, lines.size() - count), lines.size());
                }
            }
        } catch (IOException e) {
            LOG.debugf(e, "Rotated while it was read; file=%s", file);
            return List.of();
        }
    }

    private void prune(Path folder) {
        List<Path> ended = list(folder).stream()
                .filter(file -> file.toString().endsWith(".log") && !open.contains(file))
                .sorted(Comparator.comparing(InstanceLogs::modified).reversed())
                .toList();
        Instant oldest = clock.instant().minus(settings.logAge());
        for (int i = 0; i < ended.size(); i++) {
            if (i >= settings.logFilesPerVersion() || modified(ended.get(i)).isBefore(oldest)) {
                Folders.deleteQuietly(ended.get(i));
                Folders.deleteQuietly(older(ended.get(i)));
            }
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
