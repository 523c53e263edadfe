package io.sluice.pool.process;

import io.sluice.pool.process.ProcessTable.Family;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The TCP ports that processes listen on, as {@code /proc} shows them; none on systems without it. Blocks. */
final class ListeningPorts {

    private static final String LISTENING = "0A";

    private ListeningPorts() {}

    /**
     * Those of a family, in order.
     *
     * @param main one of its processes, in whose network it listens
     */
    static List<Integer> of(Family family, long main) {
        Set<String> sockets = new HashSet<>();
        ProcessTable.related(family, ProcessTable.scan()).forEach(entry -> sockets.addAll(sockets(entry.pid())));
        Map<String, Integer> listening = new HashMap<>();
        for (String table : List.of("tcp", "tcp6")) {
            listening.putAll(listening(Path.of("/proc", Long.toString(main), "net", table)));
        }
        listening.keySet().retainAll(sockets);
        return listening.values().stream().distinct().sorted().toList();
    }

    /** The sockets that a process has open, by inode. */
    private static Set<String> sockets(long pid) {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path each : open) {
                String target = Files.readSymbolicLink(each).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            return inodes; // it is gone, or has closed one meanwhile
        }
        return inodes;
    }

    /** Inode to port of the sockets in a table that listen. */
    private static Map<String, Integer> listening(Path table) {
        try {
            Map<String, Integer> ports = new HashMap<>();
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[3].equals(LISTENING)) {
                    ports.put(fields[9], Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
                }
            }
            return ports;
        } catch (IOException e) {
            return Map.of();
        }
    }
}
