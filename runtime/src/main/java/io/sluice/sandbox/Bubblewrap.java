package io.sluice.sandbox;

import io.sluice.sandbox.NetworkReach.Host;
import io.sluice.sandbox.NetworkReach.OnlyPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Command lines for bubblewrap. The process gets user, process, IPC and host name spaces of its own, no capabilities, a user
 * id that means nothing outside, and a root of its own, of which only the given folders can be written to.
 *
 * @param program bubblewrap
 * @param nesting whether it must be let make user namespaces of its own, since this bubblewrap can't forbid it
 * @param hostFiles the words that show the system's files
 * @param reads what an operator lets every process read
 * @param gate the words before a command whose network leads to one port only
 */
record Bubblewrap(Path program, boolean nesting, List<String> hostFiles, List<Path> reads, NetworkGate gate) {

    /** Of no user: a process that asks for its id doesn't take itself for root. */
    private static final String NOBODY = "65534";

    /** Of the file systems in memory, which no watch on resident memory sees; each process could fill them. */
    private static final String MEMORY_BYTES = Integer.toString(64 * 1024 * 1024);

    /** The words that confine a command, and the command. */
    List<String> words(List<String> command, Confinement confinement, Map<String, String> unsafeVariables) {
        List<String> words = new ArrayList<>(namespaces());
        if (confinement.network() instanceof OnlyPort) {
            words.add("--unshare-net");
        }
        words.addAll(hostFiles);
        words.addAll(List.of("--dev", "/dev"));
        words.addAll(List.of("--size", MEMORY_BYTES, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"));
        words.addAll(List.of("--size", MEMORY_BYTES, "--tmpfs", "/tmp"));
        reads.forEach(path -> bind(words, "--ro-bind-try", path));
        confinement.reads().forEach(path -> bind(words, "--ro-bind-try", path));
        confinement.writes().forEach(path -> bind(words, "--bind", path));
        words.addAll(
                List.of("--remount-ro", "/", "--chdir", confinement.folder().toString()));
        unsafeVariables.forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
        words.add("--");
        words.addAll(
                switch (confinement.network()) {
                    case Host host -> List.of();
                    case OnlyPort only -> gate.words(only);
                });
        words.addAll(command);
        return words;
    }

    private List<String> namespaces() {
        List<String> words = new ArrayList<>(List.of(program.toString(), "--die-with-parent"));
        words.addAll(List.of("--unshare-user", "--uid", NOBODY, "--gid", NOBODY));
        if (!nesting) {
            words.add("--disable-userns");
        }
        words.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts"));
        return words;
    }

    private static void bind(List<String> words, String how, Path path) {
        if (how.equals("--bind") || !HostFiles.covers(path)) {
            words.addAll(List.of(how, path.toString(), path.toString()));
        }
    }
}
