package io.sluice.pool.process;

import io.sluice.pool.InstanceSpec;
import io.sluice.sandbox.ProgramFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a Quarkus aot-jar or fast-jar, {@code app/quarkus-run.jar} in the package, on a JDK, with the AOT cache that a
 * training run has left; or a native executable.
 */
final class JavaLaunchCommand implements LaunchCommand {

    /** The JVM's remarks on what it leaves out of a cache are of no use to the author. */
    static final String QUIET = "-Xlog:aot*=error";

    private final Path javaHome;
    private final String jdkBuild;

    JavaLaunchCommand(Path javaHome, String jdkBuild) {
        this.javaHome = javaHome;
        this.jdkBuild = jdkBuild;
    }

    @Override
    public List<String> of(InstanceSpec spec, Path scratch) {
        return NativeRunner.isIn(spec)
                ? NativeRunner.command(spec, scratch)
                : command(JavaProgram.of(spec, jdkBuild), scratch);
    }

    @Override
    public List<Path> reads(InstanceSpec spec) {
        return files(javaHome);
    }

    /** A JDK's own files; packages of distributions keep what is to be set up in {@code /etc}. */
    static List<Path> files(Path javaHome) {
        List<Path> files = new ArrayList<>(ProgramFiles.of(javaHome.resolve("bin/java")));
        try {
            Path security = javaHome.resolve("conf/security/java.security").toRealPath();
            if (security.startsWith("/etc")) {
                files.add(Path.of("/").resolve(security.subpath(0, 2)));
            }
        } catch (IOException e) {
            return files; // whoever starts it finds out
        }
        return files;
    }

    private List<String> command(JavaProgram program, Path scratch) {
        List<String> cache =
                Files.isRegularFile(program.cache()) ? List.of("-XX:AOTCache=" + program.cache(), QUIET) : List.of();
        return command(javaHome, program, cache, scratch);
    }

    static List<String> command(Path javaHome, JavaProgram program, List<String> cacheFlags, Path scratch) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(program.flags());
        command.addAll(JavaFlags.own(scratch));
        command.addAll(cacheFlags);
        command.add("-jar");
        command.add(program.jar().toString());
        return command;
    }
}
