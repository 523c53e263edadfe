package io.sluice.pool.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes control groups, version 1 or 2, where the runtime may: beneath its own one or, as version 2 wants it, beside it. */
final class MemoryGroups {

    private static final Logger LOG = Logger.getLogger(MemoryGroups.class);
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Optional<Place> place;

    private record Place(Path parent, String limitFile, String eventsFile) {}

    private MemoryGroups(Optional<Place> place) {
        this.place = place;
    }

    /** Looks where groups can be made, by making one. */
    static MemoryGroups detect(String runtime) {
        return new MemoryGroups(candidates().stream()
                .filter(candidate -> isUsable(candidate, runtime))
                .findFirst());
    }

    boolean available() {
        return place.isPresent();
    }

    /** A group with this limit in bytes, or empty where there can be none. */
    Optional<MemoryGroup> create(String name, long limit) {
        return place.flatMap(at -> make(at, name, limit));
    }

    private static Optional<MemoryGroup> make(Place at, String name, long limit) {
        Path folder = at.parent().resolve("sluice-" + name);
        try {
            Files.createDirectory(folder);
            Files.writeString(folder.resolve(at.limitFile()), Long.toString(limit));
            return Optional.of(new MemoryGroup(folder, at.eventsFile()));
        } catch (IOException e) {
            LOG.debugf(e, "No memory control group; folder=%s", folder);
            Folders.deleteQuietly(folder);
            return Optional.empty();
        }
    }

    private static boolean isUsable(Place at, String runtime) {
        Optional<MemoryGroup> probe = make(at, "probe-" + runtime, 64 * 1024 * 1024);
        probe.ifPresent(MemoryGroup::remove);
        return probe.isPresent();
    }

    private static List<Place> candidates() {
        try {
            return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                    .flatMap(line -> places(line).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Place> places(String line) {
        String[] parts = line.split(":", 3);
        Path own = Path.of(parts[2]);
        if (List.of(parts[1].split(",")).contains("memory")) {
            return List.of(version1(own));
        }
        if (!parts[1].isEmpty()) {
            return List.of();
        }
        Path parent = own.getParent() == null ? own : own.getParent();
        return List.of(version2(own), version2(parent));
    }

    private static Place version1(Path group) {
        return new Place(within(ROOT.resolve("memory"), group), "memory.limit_in_bytes", "memory.oom_control");
    }

    private static Place version2(Path group) {
        return new Place(within(ROOT, group), "memory.max", "memory.events");
    }

    private static Path within(Path root, Path group) {
        return root.resolve(Path.of("/").relativize(group));
    }
}
