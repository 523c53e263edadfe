package io.sluice.benchmarks.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Profiles another JVM of this user by async-profiler, which is loaded into it: processor time of each thread, by a timer that
 * needs no rights.
 */
public final class Profiler {

    /** For the JVM that is profiled: without them samples move to where the JIT left notes. */
    public static final List<String> JVM_FLAGS = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    private static final String START = "start,event=ctimer,interval=500us";

    private final long pid;
    private final Path library;
    private final Path stacks;

    /** @param scratch a folder for the library, which must live as long as the process */
    public Profiler(long pid, Path scratch) {
        this.pid = pid;
        this.library = unpacked(scratch);
        this.stacks = scratch.resolve("stacks.txt");
    }

    private static Path unpacked(Path scratch) {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        String name = "/linux-" + machine + "/libasyncProfiler.so";
        try (InputStream in = Profiler.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new CliFailure(ExitCode.INTERNAL, "there is no profiler for this machine: " + name);
            }
            Path library = scratch.resolve("libasyncProfiler.so");
            Files.write(library, in.readAllBytes());
            return library;
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot unpack the profiler: " + e.getMessage(), e);
        }
    }

    /** Profiles while something runs. Blocks as long as that does. */
    public Profile during(Runnable load, Path flameGraph) {
        tell(START);
        try {
            load.run();
        } finally {
            tell("stop,collapsed,file=" + stacks);
        }
        tell("dump,flamegraph,file=" + flameGraph);
        try {
            return Profile.ofCollapsed(Files.readAllLines(stacks));
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "the profiler wrote nothing: " + e.getMessage(), e);
        }
    }

    private void tell(String command) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgentPath(library.toString(), command);
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new CliFailure(
                    ExitCode.INTERNAL, "process " + pid + " does not let itself be profiled: " + e.getMessage(), e);
        }
    }
}
