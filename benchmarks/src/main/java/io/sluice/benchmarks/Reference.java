package io.sluice.benchmarks;

import io.sluice.benchmarks.load.Target;
import io.sluice.benchmarks.process.PlainProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What Sluice is compared with: an instance that is called without a runtime, and three plain Funqy processes. */
final class Reference implements AutoCloseable {

    static final String ITEM = "{\"text\":\"quiet\",\"steps\":0}";

    private final Path socket;
    private final PlainProcess instance;
    private final int firstPort = PlainProcess.freePort();
    private final PlainProcess first;
    private final PlainProcess second;
    private final int thirdPort = PlainProcess.freePort();
    private final PlainProcess third;

    Reference(Path root, Path scratch) {
        Path instanceJar = root.resolve("benchmarks/functions/target/quarkus-app/quarkus-run.jar");
        Path funqyJar = root.resolve("benchmarks/funqy/target/quarkus-app/quarkus-run.jar");
        socket = scratch.resolve("instance.sock");
        instance = PlainProcess.onSocket(instanceJar, socket, Map.of("SLUICE_SOCKET", socket.toString()));
        int secondPort = PlainProcess.freePort();
        third = PlainProcess.onPort(funqyJar, thirdPort, Map.of("QUARKUS_HTTP_PORT", text(thirdPort)));
        second = PlainProcess.onPort(
                funqyJar, secondPort, Map.of("QUARKUS_HTTP_PORT", text(secondPort), "BENCH_NEXT", text(thirdPort)));
        first = PlainProcess.onPort(
                funqyJar, firstPort, Map.of("QUARKUS_HTTP_PORT", text(firstPort), "BENCH_NEXT", text(secondPort)));
    }

    private static String text(int port) {
        return Integer.toString(port);
    }

    List<Scenario> scenarios() {
        return List.of(
                new Scenario("hop to an instance, Unix socket", Target.unix(socket, "/step", ITEM, steps(1)), false),
                new Scenario(
                        "hop to an instance, @NonBlocking", Target.unix(socket, "/loopStep", ITEM, steps(1)), false),
                new Scenario(
                        "hop to plain Funqy, TCP", Target.tcp(thirdPort, "/step", Map.of(), ITEM, steps(1)), false),
                new Scenario(
                        "three plain Funqy that call each other",
                        Target.tcp(firstPort, "/step", Map.of(), ITEM, steps(3)),
                        false));
    }

    /** What an answer contains that went through so many steps. */
    static String steps(int count) {
        return "\"steps\":" + count;
    }

    @Override
    public void close() {
        instance.close();
        first.close();
        second.close();
        third.close();
    }
}
