package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.connection.Connections;
import io.sluice.sandbox.Isolation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long fork servers live, with shell scripts in the place of interpreters. */
final class ForkServersIT {

    private static final String READY = """
            exec python3 -c "
            import socket, sys
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(sys.argv[1])
            print('ready', flush=True)
            sys.stdin.read()
            " "$0"
            """;

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource clock = now::get;
    private final List<ForkServers> made = new ArrayList<>();

    private void make(int most, Duration idle, String script) throws IOException {
        ProcessDriverSettings settings = ProcessDriverSettings.in(
                folder.resolve("run"), folder.resolve("scratch"), folder.resolve("logs"), folder);
        LaunchCommand kind = new Script(script);
        made.add(new ForkServers(
                ForkSettings.of(most, idle),
                new ProcessLauncher(
                        Map.of("sh", kind), () -> URI.create("http://127.0.0.1:1"), folder, Isolation.off()),
                new Host(),
                new RunRecords(Folders.createPrivate(settings.runFolder())),
                new InstanceLogs(settings, clock),
                clock));
    }

    private ForkServers servers() {
        return made.getFirst();
    }

    @AfterEach
    void close() {
        made.forEach(ForkServers::close);
    }

    private InstanceSpec spec(String name) throws IOException {
        Path packageFolder = Files.createDirectories(folder.resolve("packages").resolve(name));
        return new InstanceSpec(
                "demo/" + name,
                "0.1.0",
                "sh",
                packageFolder,
                packageFolder,
                name,
                1L << 30,
                1,
                Duration.ofSeconds(1),
                Map.of());
    }

    private void want(InstanceSpec spec) {
        String name = "i-" + spec.entryPoint();
        servers().want(spec, InstanceFiles.of(folder.resolve("run"), folder.resolve("scratch"), name));
    }

    private List<String> alive() {
        return servers().all().stream()
                .map(server -> server.spec().entryPoint())
                .sorted()
                .toList();
    }

    @Test
    void want_twice_startsOneServerThatGetsReady() throws IOException {
        make(2, Duration.ofHours(1), READY);

        want(spec("a"));
        want(spec("a"));

        assertThat(alive()).containsExactly("a");
        await().until(() -> servers().all().getFirst().isReady());
    }

    @Test
    void want_beyondTheMost_endsTheOneThatWasUsedLeastRecently() throws IOException {
        make(2, Duration.ofHours(1), READY);
        want(spec("a"));
        now.set(Instant.ofEpochSecond(1));
        want(spec("b"));
        ForkServer oldest = servers().all().stream()
                .filter(server -> server.spec().entryPoint().equals("a"))
                .findFirst()
                .orElseThrow();

        now.set(Instant.ofEpochSecond(2));
        want(spec("c"));

        assertThat(alive()).containsExactly("b", "c");
        await().until(() -> !oldest.process().isAlive());
    }

    @Test
    void want_whereNoneIsAllowed_startsNone() throws IOException {
        make(0, Duration.ofHours(1), READY);

        want(spec("a"));

        assertThat(alive()).isEmpty();
    }

    @Test
    void tidy_endsThoseThatWereIdleTooLongAndThoseWithoutTheirPackage() throws IOException {
        make(3, Duration.ofMinutes(10), READY);
        want(spec("idle"));
        now.set(Instant.ofEpochSecond(300));
        want(spec("fresh"));
        want(spec("removed"));
        Files.delete(folder.resolve("packages/removed"));

        now.set(Instant.ofEpochSecond(601));
        servers().tidy();

        assertThat(alive()).containsExactly("fresh");
        await().untilAsserted(() -> assertThat(folder.resolve("scratch/i-idle")).doesNotExist());
        assertThat(folder.resolve("run/i-idle.instance")).doesNotExist();
    }

    @Test
    void server_thatIsUnusable_isNotStartedAgain() throws IOException {
        make(2, Duration.ofHours(1), "echo unusable for a reason");
        InstanceSpec spec = spec("a");
        want(spec);
        await().until(() -> servers().all().isEmpty());

        want(spec);

        assertThat(alive()).isEmpty();
        assertThat(servers().ready(spec)).isNull();
    }

    /** A kind whose fork server is a shell script. */
    private record Script(String text) implements LaunchCommand {
        @Override
        public List<String> of(InstanceSpec spec, Path scratch) {
            return List.of("/bin/true");
        }

        @Override
        public Optional<List<String>> forkServer(InstanceSpec spec, Path socket, String placeholderPath) {
            return Optional.of(List.of("/bin/sh", "-c", text, socket.toString()));
        }
    }

    private static final class Host implements ProcessHost {
        @Override
        public Connections connections() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void background(Runnable task) {
            Thread.startVirtualThread(task);
        }

        @Override
        public void later(Duration delay, Runnable task) {}
    }
}
