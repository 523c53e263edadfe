package io.sluice.manifest;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which options of a JVM an author may set: those that leave what the runtime itself sets in order. */
final class JavaOptions {

    private static final Pattern HEAP =
            Pattern.compile("-(?:Xm[xsn]|XX:(?:Max|Initial)?HeapSize=)([0-9]{1,12})([kKmMgGtT]?)");

    /** What chooses the program, loads code beside it, or belongs to the AOT cache. */
    private static final List<String> RUNTIMES_OWN = List.of(
            "-javaagent",
            "-agentlib",
            "-agentpath",
            "-Xrun",
            "-Xdebug",
            "-XX:AOT",
            "-XX:+AOT",
            "-XX:-AOT",
            "-XX:SharedArchiveFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:+AutoCreateSharedArchive",
            "-XX:VMOptionsFile",
            "-XX:Flags",
            "-Xshare",
            "-Djava.io.tmpdir",
            "-Duser.home");

    private JavaOptions() {}

    /** The rule that an option breaks in a function with so much memory, or null. */
    static @Nullable String brokenRule(String option, long memoryBytes) {
        if (!option.matches("-(X|D|-(add|enable|sun|illegal)-)\\S+")) {
            return "must be one option of the JVM that starts with -X, -D, --add-, --enable-, --sun- or --illegal-";
        }
        if (RUNTIMES_OWN.stream().anyMatch(option::startsWith)) {
            return "must not be one that the runtime itself needs: agents, archives of classes, files of options, its folders";
        }
        Matcher heap = HEAP.matcher(option);
        if (heap.matches() && bytes(heap) > memoryBytes) {
            return "must fit into memory, which is " + ByteSize.format(memoryBytes);
        }
        return null;
    }

    private static double bytes(Matcher heap) {
        int power = "kmgt".indexOf(heap.group(2).toLowerCase(Locale.ROOT));
        return Double.parseDouble(heap.group(1)) * Math.pow(1024, heap.group(2).isEmpty() ? 0 : power + 1);
    }
}
