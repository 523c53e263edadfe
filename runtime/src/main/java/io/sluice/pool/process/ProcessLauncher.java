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

    Process launch(ProcessInstance instance) throws IOException {
        InstanceSpec spec = instance.spec();
        LaunchCommand kind = kinds.get(spec.runtime());
        if (kind == null) {
            throw new StartFailed("function '" + spec.label() + "': runtime '" + spec.runtime()
                    + "' is not one that this driver starts; it starts "
                    + kinds.keySet().stream().sorted().toList());
        }
        if (spec.plain() != null) {
            instance.port(FreePort.find());
        }
        Path scratch = Folders.createPrivate(instance.files().scratch());
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(kind.of(spec, scratch));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment(instance));
        return builder.start();
    }

    private Map<String, String> environment(ProcessInstance instance) {
        InstanceSpec spec = instance.spec();
        Map<String, String> variables = new HashMap<>();
        PASSED_ON.forEach(name -> {
            String value = System.getenv(name);
            if (value != null) {
                variables.put(name, value);
            }
        });
        variables.putAll(spec.environment());
        String scratch = instance.files().scratch().toString();
        variables.put("HOME", scratch);
        variables.put("TMPDIR", scratch);
        String api = innerListener.get() + "/x/" + instance.capability();
        variables.put(InstanceProtocol.ENV_API, api);
        variables.put(InstanceProtocol.ENV_ALGORITHMIA_API, api);
        variables.put(InstanceProtocol.ENV_SOCKET, instance.files().socket().toString());
        variables.put(InstanceProtocol.ENV_PORT, Integer.toString(instance.port()));
        variables.put(InstanceProtocol.ENV_FRAMES, Integer.toString(FrameSession.VERSION));
        variables.put(InstanceProtocol.ENV_FUNCTION, spec.label());
        variables.put(InstanceProtocol.ENV_INSTANCE, instance.id().value());
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
