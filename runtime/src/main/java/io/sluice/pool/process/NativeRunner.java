package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A function that was compiled to an executable, as its deploy has laid it among what was prepared. */
final class NativeRunner {

    private static final long MIB = 1024 * 1024;

    private NativeRunner() {}

    static Path of(InstanceSpec spec) {
        return spec.preparedFolder().resolve("runner");
    }

    static boolean isIn(InstanceSpec spec) {
        return Files.isRegularFile(of(spec));
    }

    /** It takes little beside its heap; of its author's options those that only a JVM knows are left out. */
    static List<String> command(InstanceSpec spec, Path scratch) {
        long limit = spec.memoryBytes() / MIB;
        List<String> command =
                new ArrayList<>(List.of(of(spec).toString(), "-Xmx" + Math.max(limit * 3 / 4, limit - 128) + "m"));
        spec.options().stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("-Xm"))
                .forEach(command::add);
        command.addAll(JavaFlags.own(scratch));
        return command;
    }
}
