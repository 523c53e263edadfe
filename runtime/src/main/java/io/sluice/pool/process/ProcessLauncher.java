package io.sluice.pool.process;

import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.frames.FrameSession;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Turns a specification into a running process with a clean environment, a session of its own and the kernel's promise
 * to kill it when the thread that starts it ends: call {@link #launch} from one permanent thread only.
 */
final class ProcessLauncher {

    /** What is passed on of the runtime's environment. */
    private static final List<String> PASSED_ON = List.of("PATH", "LANG", "TZ");

    /** In the address that a fork server sees in place of a capability; nobody holds it. */
    private static final String PLACEHOLDER_PATH = "/x/fork-server";

    private final Map<String, LaunchCommand> kinds;
    private final Supplier<URI> innerListener;
    private final List<String> wrapper;

    ProcessLauncher(Map<String, LaunchCommand> kinds, Supplier<URI> innerListener) {
        this.kinds = Map.copyOf(kinds);
        this.innerListener = innerListener;
        this.wrapper = wrapper();
    }

    /** Whether the kernel kills instances when the runtime dies. */
    boolean diesWithRuntime() {
        return wrapper.contains("--pdeathsig");
    }

    /** Starts its process in its scratch folder, which is there. */
    Process launch(ProcessInstance instance, Map<String, String> environment) throws IOException {
        Path scratch = instance.files().scratch();
        return builder(kind(instance.spec()).of(instance.spec(), scratch), scratch, environment)
                .redirectErrorStream(true)
                .start();
    }

    /** Starts what forks instances of a version, in its scratch folder, where its kind has such a thing. */
    Optional<Process> launchForkServer(InstanceSpec spec, InstanceFiles files) throws IOException {
        Optional<List<String>> command = kind(spec).forkServer(spec, files.socket(), PLACEHOLDER_PATH);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        Path scratch = Folders.createPrivate(files.scratch());
        Map<String, String> environment = common(spec, scratch, innerListener.get() + PLACEHOLDER_PATH);
        return Optional.of(builder(command.get(), scratch, environment).start());
    }

    private LaunchCommand kind(InstanceSpec spec) {
        LaunchCommand kind = kinds.get(spec.runtime());
        if (kind == null) {
            throw new StartFailed("function '" + spec.label() + "': runtime '" + spec.runtime()
                    + "' is not one that this driver starts; it starts "
                    + kinds.keySet().stream().sorted().toList());
        }
        return kind;
    }

    private ProcessBuilder builder(List<String> command, Path folder, Map<String, String> environment) {
        List<String> words = new ArrayList<>(wrapper);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** The whole environment of an instance, which is told its port by it if it serves HTTP on one. */
    Map<String, String> environment(ProcessInstance instance) throws IOException {
        if (instance.spec().plain() != null) {
            instance.port(FreePort.find());
        }
        InstanceFiles files = instance.files();
        String api = innerListener.get() + "/x/" + instance.capability();
        Map<String, String> variables = common(instance.spec(), files.scratch(), api);
        variables.put(InstanceProtocol.ENV_SOCKET, files.socket().toString());
        variables.put(InstanceProtocol.ENV_PORT, Integer.toString(instance.port()));
        variables.put(InstanceProtocol.ENV_FRAMES, Integer.toString(FrameSession.VERSION));
        variables.put(InstanceProtocol.ENV_INSTANCE, instance.id().value());
        return variables;
    }

    private static Map<String, String> common(InstanceSpec spec, Path scratch, String api) {
        Map<String, String> variables = new HashMap<>();
        PASSED_ON.forEach(name -> {
            String value = System.getenv(name);
            if (value != null) {
                variables.put(name, value);
            }
        });
        variables.putAll(spec.environment());
        variables.put("HOME", scratch.toString());
        variables.put("TMPDIR", scratch.toString());
        variables.put(InstanceProtocol.ENV_API, api);
        variables.put(InstanceProtocol.ENV_ALGORITHMIA_API, api);
        variables.put(InstanceProtocol.ENV_FUNCTION, spec.label());
        variables.put(InstanceProtocol.ENV_CONCURRENCY, Integer.toString(spec.concurrency()));
        variables.put(InstanceProtocol.ENV_PACKAGE, spec.packageFolder().toString());
        return variables;
    }

    /** Both programs replace themselves by the next one, so that the process keeps its id. */
    private static List<String> wrapper() {
        List<String> words = new ArrayList<>();
        onPath("setsid").ifPresent(words::add);
        onPath("setpriv").ifPresent(program -> words.addAll(List.of(program, "--pdeathsig", "KILL", "--")));
        return words;
    }

    private static Optional<String> onPath(String program) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
