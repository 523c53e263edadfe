package io.sluice.pool.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this host as {@code /proc} shows them; empty on systems without it, where only the JDK's view of
 * direct descendants is used. Blocks: not for event loops.
 */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final int KILL_ROUNDS = 300;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PAGE = pageSize();

    /** A living process; {@code start} is in clock ticks since the host booted. */
    record Entry(long pid, long parent, long session, long start, long residentBytes) {}

    /**
     * The processes of one instance: its first process, and how all others are known that came from it.
     *
     * @param pid the first process, leader of its session
     * @param start its start, so that another process which later gets the same pid isn't taken for it
     * @param marker what each of them has in its environment, unless it took pains to remove it
     */
    record Family(long pid, long start, String marker) {}

    private ProcessTable() {}

    /** When a process started, or 0 when there is none. */
    static long start(long pid) {
        if (Files.isDirectory(PROC)) {
            Entry entry = read(PROC.resolve(Long.toString(pid)));
            return entry == null ? 0 : entry.start();
        }
        return ProcessHandle.of(pid)
                .flatMap(p -> p.info().startInstant())
                .map(Instant::toEpochMilli)
                .orElse(0L);
    }

    /** Whether this very process lives, and not a later one with its number. */
    static boolean lives(long pid, long start) {
        return start != 0 && start(pid) == start;
    }

    /** Resident memory of one process in bytes, 0 when it is gone. */
    static long residentBytes(long pid) {
        Entry entry = read(PROC.resolve(Long.toString(pid)));
        return entry == null ? 0 : entry.residentBytes();
    }

    /** The id that a process has for itself, in its own namespace; 0 when it is gone. */
    static long innermostId(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("NSpid:"))
                    .map(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1)))
                    .findFirst()
                    .orElse(pid);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    static List<Entry> scan() {
        List<Entry> entries = new ArrayList<>();
        if (!Files.isDirectory(PROC)) {
            return entries;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, ProcessTable::isProcess)) {
            for (Path folder : folders) {
                Entry entry = read(folder);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Those of a family that descend from its first process or belong to its session. */
    static List<Entry> related(Family family, List<Entry> entries) {
        if (family.pid() <= 1) {
            return List.of(); // not started yet; and session 0 is the kernel's
        }
        Map<Long, Entry> byPid = new HashMap<>();
        entries.forEach(entry -> byPid.put(entry.pid(), entry));
        Entry first = byPid.get(family.pid());
        if (first != null && first.start() != family.start()) {
            return List.of();
        }
        return entries.stream()
                .filter(entry -> entry.session() == family.pid() || descends(entry, family.pid(), byPid))
                .toList();
    }

    /** Kills a family, those that left its session included, and waits, for some seconds at most, until it is gone. */
    static boolean kill(Family family) {
        for (int round = 0; round < KILL_ROUNDS; round++) {
            List<Long> living = members(family);
            if (living.isEmpty()) {
                return true;
            }
            living.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            LockSupport.parkNanos(ROUND_NANOS);
        }
        return false;
    }

    private static List<Long> members(Family family) {
        List<Entry> entries = scan();
        List<Entry> related = related(family, entries);
        long self = ProcessHandle.current().pid();
        List<Long> pids = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.pid() != self && (related.contains(entry) || isMarked(entry.pid(), family.marker()))) {
                pids.add(entry.pid());
            }
        }
        if (entries.isEmpty() && lives(family.pid(), family.start())) {
            ProcessHandle.of(family.pid()).ifPresent(p -> p.descendants().forEach(d -> pids.add(d.pid())));
            pids.add(family.pid());
        }
        return pids;
    }

    private static boolean descends(Entry entry, long ancestor, Map<Long, Entry> byPid) {
        Entry at = entry;
        while (at != null && at.pid() > 1) {
            if (at.pid() == ancestor) {
                return true;
            }
            at = byPid.get(at.parent());
        }
        return false;
    }

    private static boolean isMarked(long pid, String marker) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
            String variables = "\0" + new String(environment, StandardCharsets.ISO_8859_1) + "\0";
            return variables.contains("\0" + marker + "\0");
        } catch (IOException e) {
            return false; // it is gone, or another user's
        }
    }

    private static boolean isProcess(Path folder) {
        return Character.isDigit(folder.getFileName().toString().charAt(0));
    }

    private static @Nullable Entry read(Path folder) {
        try {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name, in parentheses, may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 23);
            boolean dead = "ZX".contains(fields[0]);
            return dead
                    ? null
                    : new Entry(
                            Long.parseLong(folder.getFileName().toString()),
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[19]),
                            Long.parseLong(fields[21]) * PAGE);
        } catch (IOException e) {
            return null;
        }
    }

    private static long pageSize() {
        final long pageSizeKey = 6; // AT_PAGESZ
        try {
            ByteBuffer vector = ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
                    .order(ByteOrder.nativeOrder());
            while (vector.remaining() >= 2 * Long.BYTES) {
                long key = vector.getLong();
                long value = vector.getLong();
                if (key == pageSizeKey) {
                    return value;
                }
            }
        } catch (IOException e) {
            return 4096;
        }
        return 4096;
    }
}
