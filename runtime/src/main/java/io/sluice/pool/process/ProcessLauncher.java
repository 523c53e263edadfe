package io.sluice.pool.process;

import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.frames.FrameSession;
import io.sluice.manifest.Network;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.sandbox.Confinement;
import io.sluice.sandbox.Isolation;
import io.sluice.sandbox.Isolation.Confined;
import io.sluice.sandbox.IsolationUnavailable;
import io.sluice.sandbox.NetworkReach;
import io.sluice.sandbox.NetworkReach.Served;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns a specification into a running process with a clean environment, confined to its own files, with the kernel's promise
 * to kill it when the thread that starts it ends: call {@link #launch} from one permanent thread only.
 */
final class ProcessLauncher {

    /** What is passed on of the runtime's environment. */
    private static final List<String> PASSED_ON = List.of("PATH", "LANG", "TZ");

    /** In the address that a fork server sees in place of a capability; nobody holds it. */
    private static final String PLACEHOLDER_PATH = "/x/fork-server";

    private final Map<String, LaunchCommand> kinds;
    private final Supplier<URI> innerListener;
    private final Path innerSocket;
    private final Isolation isolation;

    /** @param innerSocket where the inner listener is found from within an isolated network */
    ProcessLauncher(
            Map<String, LaunchCommand> kinds, Supplier<URI> innerListener, Path innerSocket, Isolation isolation) {
        this.kinds = Map.copyOf(kinds);
        this.innerListener = innerListener;
        this.innerSocket = innerSocket;
        this.isolation = isolation;
    }

    /** Whether the first process of what is started only confines those that follow. */
    boolean confines() {
        return isolation.hindrance().isEmpty();
    }

    /** Starts its process in its scratch folder, which is there, and in its control group from its first moment on. */
    Process launch(ProcessInstance instance, Map<String, String> environment) throws IOException {
        InstanceSpec spec = instance.spec();
        InstanceFiles files = instance.files();
        List<String> command = kind(spec).of(spec, files.scratch());
        Confined confined = confine(spec, files, command, environment, served(instance));
        MemoryGroup group = instance.group();
        List<String> words = new ArrayList<>(group == null ? List.of() : group.joining());
        words.addAll(confined.words());
        return builder(words, files.scratch(), confined.environment())
                .redirectErrorStream(true)
                .start();
    }

    /** Starts what forks instances of a version, in its scratch folder, where its kind has such a thing. */
    Optional<Process> launchForkServer(InstanceSpec spec, InstanceFiles files) throws IOException {
        Optional<List<String>> command = kind(spec).forkServer(spec, files.made(), PLACEHOLDER_PATH);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        Folders.createPrivate(files.scratch());
        Folders.createPrivate(files.sockets());
        Map<String, String> environment = common(spec, files.scratch(), innerListener.get() + PLACEHOLDER_PATH);
        Confined confined = confine(spec, files, command.get(), environment, Optional.empty());
        return Optional.of(builder(confined.words(), files.scratch(), confined.environment())
                .start());
    }

    private Confined confine(
            InstanceSpec spec,
            InstanceFiles files,
            List<String> command,
            Map<String, String> environment,
            Optional<Served> served) {
        List<Path> reads = new ArrayList<>(kind(spec).reads(spec));
        reads.add(spec.packageFolder());
        reads.add(spec.preparedFolder());
        List<Path> writes = new ArrayList<>(kind(spec).writes(spec));
        writes.add(files.scratch());
        writes.add(files.sockets());
        NetworkReach network =
                switch (spec.network()) {
                    case FULL -> new NetworkReach.Host();
                    case ISOLATED ->
                        new NetworkReach.OnlyPort(innerListener.get().getPort(), innerSocket, served);
                };
        if (spec.network() == Network.ISOLATED) {
            reads.add(innerSocket);
        }
        try {
            return isolation.confine(command, new Confinement(files.scratch(), reads, writes, network), environment);
        } catch (IsolationUnavailable e) {
            throw new StartFailed("function '" + spec.label() + "': " + e.getMessage());
        }
    }

    /** What an instance with an isolated network listens on, the runtime reaches by a socket only. */
    private static Optional<Served> served(ProcessInstance instance) {
        return instance.servesInside()
                ? Optional.of(new Served(instance.port(), instance.files().made()))
                : Optional.empty();
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

    private static ProcessBuilder builder(List<String> words, Path folder, Map<String, String> environment) {
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
        variables.put(InstanceProtocol.ENV_SOCKET, files.made().toString());
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
}
