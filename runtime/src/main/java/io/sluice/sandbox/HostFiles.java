package io.sluice.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's own programs and libraries as confined processes see them: read-only, and of {@code /etc} what they need. */
final class HostFiles {

    private static final List<String> FOLDERS = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

    /** Each costs a start a tenth of a millisecond. */
    private static final List<String> CONFIGURATION = List.of(
            "ld.so.cache",
            "alternatives",
            "ssl",
            "pki",
            "localtime",
            "passwd",
            "group",
            "resolv.conf",
            "hosts",
            "nsswitch.conf");

    /** The kernel takes the runtime's user for its owner, whatever capabilities a process has, where that is root. */
    private static final List<String> KERNEL_SETTINGS = List.of("sys", "sysrq-trigger", "mtrr");

    private HostFiles() {}

    /** The words that show a process its processes, but don't let it change settings of the kernel. */
    private static List<String> processes(Path root) {
        List<String> words = new ArrayList<>(List.of("--proc", "/proc"));
        for (String name : KERNEL_SETTINGS) {
            Path file = root.resolve("proc").resolve(name);
            if (Files.exists(file)) {
                words.addAll(List.of("--ro-bind", file.toString(), file.toString()));
            }
        }
        return words;
    }

    /** The words that show them. */
    static List<String> words(Path root) {
        List<String> words = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : FOLDERS) {
            Path folder = root.resolve(name);
            if (Files.isSymbolicLink(folder)) {
                words.addAll(List.of("--symlink", target(folder), folder.toString()));
            } else if (Files.isDirectory(folder)) {
                words.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
            }
        }
        for (String name : CONFIGURATION) {
            String file = root.resolve("etc").resolve(name).toString();
            if (Files.exists(Path.of(file))) {
                words.addAll(List.of("--ro-bind-try", file, file));
            }
        }
        words.addAll(processes(root));
        return words;
    }

    /** Whether they see a path that nobody named to them. */
    static boolean covers(Path path) {
        return path.startsWith("/usr") || FOLDERS.stream().anyMatch(name -> path.startsWith("/" + name));
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new IllegalStateException("link " + link + " cannot be read: " + e.getMessage(), e);
        }
    }
}
