package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a Quarkus fast-jar or aot-jar, {@code app/quarkus-run.jar} in the package, on the runtime's own JDK. */
final class JavaLaunchCommand implements LaunchCommand {

    private final Path javaHome;

    JavaLaunchCommand(Path javaHome) {
        this.javaHome = javaHome;
    }

    @Override
    public List<String> of(InstanceSpec spec, Path scratch) {
        Path jar = spec.packageFolder().resolve("app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new StartFailed("function '" + spec.label() + "': its package has no app/quarkus-run.jar; "
                    + "build it as a Quarkus fast-jar or aot-jar and deploy it again");
        }
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(JavaFlags.of(spec.memoryBytes(), scratch));
        Path aotCache = jar.resolveSibling("app.aot");
        if (Files.isRegularFile(aotCache)) {
            command.add("-XX:AOTCache=" + aotCache);
        }
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }
}
