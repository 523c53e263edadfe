package io.sluice.prepare;

import io.sluice.sandbox.Confinement;
import io.sluice.sandbox.Isolation;
import io.sluice.sandbox.Isolation.Confined;
import io.sluice.sandbox.IsolationUnavailable;
import io.sluice.sandbox.NetworkReach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs tools to their end, confined to what they need: they execute what authors wrote, such as a {@code setup.py}. They
 * reach the network, since they fetch things. Blocks; safe for use by many threads.
 */
public final class Tools {

    /** What pip and npm read where an operator has set them up for the whole host. */
    private static final List<Path> CONFIGURATION = List.of(Path.of("/etc/pip.conf"), Path.of("/etc/npmrc"));

    private final Isolation isolation;

    /** Permanent, since the kernel ties the life of what it starts to it: threads that carry virtual ones come and go. */
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sluice-tools").daemon().factory());

    public Tools(Isolation isolation) {
        this.isolation = isolation;
    }

    /**
     * Runs one to its end, or to that of its time.
     *
     * @throws IOException when there is no such program
     * @throws PreparationFailed when it must be confined and can't be
     */
    public ToolResult run(Tool tool) throws IOException {
        Confined confined = confined(tool);
        Process process = onStarter(() -> ToolResult.start(confined.words(), tool.folder(), confined.environment()));
        return ToolResult.of(process, tool.bound());
    }

    private Confined confined(Tool tool) {
        List<Path> writes = new ArrayList<>(tool.writes());
        writes.add(tool.temporary());
        List<Path> reads = new ArrayList<>(CONFIGURATION);
        reads.add(tool.folder());
        reads.addAll(tool.reads());
        reads.addAll(named(tool.environment()));
        Confinement confinement = new Confinement(tool.folder(), reads, writes, new NetworkReach.Host());
        try {
            return isolation.confine(tool.command(), confinement, environment(tool));
        } catch (IsolationUnavailable e) {
            throw new PreparationFailed(String.valueOf(e.getMessage()));
        }
    }

    /** Caches that a home holds would carry from one author's build to the next. */
    private Map<String, String> environment(Tool tool) {
        Map<String, String> environment = new HashMap<>(tool.environment());
        environment.put("TMPDIR", tool.temporary().toString());
        if (isolation.hindrance().isEmpty()) {
            environment.put("HOME", tool.temporary().toString());
        }
        return environment;
    }

    /** Files that an operator names in the variables, such as {@code PIP_FIND_LINKS}. */
    private static List<Path> named(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> !variable.getKey().equals("HOME"))
                .flatMap(variable -> Stream.of(variable.getValue().split("\\s+")))
                .filter(word -> word.startsWith("/") && !word.contains(":"))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** Those variables of the runtime's environment that a pattern matches wholly. */
    static Map<String, String> passedOn(Pattern names) {
        Map<String, String> environment = new HashMap<>();
        System.getenv().forEach((name, value) -> {
            if (names.matcher(name).matches()) {
                environment.put(name, value);
            }
        });
        return environment;
    }

    private Process onStarter(Callable<Process> start) throws IOException {
        try {
            return starter.submit(start).get();
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the tool was started", e);
        }
    }
}
