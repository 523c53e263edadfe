package io.sluice.benchmarks;

import io.sluice.benchmarks.process.PlainProcess;
import io.sluice.cli.bench.Side;
import io.sluice.cli.load.Target;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What Sluice is compared with: instances that are called without a runtime, and plain Funqy processes. */
final class Reference implements AutoCloseable {

    /** What every call is given. */
    static final String ITEM = "{\"text\":\"quiet\",\"steps\":0}";

    private static final String HOST = "127.0.0.1";

    private final Path root;
    private final Path scratch;
    private final List<Side> sides = new ArrayList<>();
    private final List<PlainProcess> processes = new ArrayList<>();

    /**
     * Starts what is needed for the sides that are wanted.
     *
     * @param root Sluice's own folder, with everything built
     */
    Reference(Path root, Path scratch, Predicate<String> wanted) {
        this.root = root;
        this.scratch = scratch;
        instance(
                "instance.sock",
                "functions/target/quarkus-app",
                Map.of(Names.HOP, "/step", Names.HOP_LOOP, "/loopStep"),
                wanted);
        instance("lean.sock", "lean/target/app", Map.of(Names.HOP_LEAN, "/step"), wanted);
        if (wanted.test(Names.HOP_FUNQY)) {
            side(Names.HOP_FUNQY, tcp(funqy(Optional.empty())), "/step", 1);
        }
        if (wanted.test(Names.CHAIN_FUNQY)) {
            int third = funqy(Optional.empty());
            int second = funqy(Optional.of(third));
            side(Names.CHAIN_FUNQY, tcp(funqy(Optional.of(second))), "/step", 3);
        }
    }

    /** The sides that are wanted. */
    List<Side> sides() {
        return sides;
    }

    /** What an answer contains that went through so many steps. */
    static String steps(int count) {
        return "\"steps\":" + count;
    }

    /** A call of the benchmarks' functions. */
    static Target target(SocketAddress address, String uri, Map<String, String> headers, String expected) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("content-type", "application/json");
        return Target.post(address, HOST, uri, all, ITEM.getBytes(StandardCharsets.UTF_8), expected);
    }

    static InetSocketAddress tcp(int port) {
        return new InetSocketAddress(HOST, port);
    }

    private void instance(String name, String app, Map<String, String> paths, Predicate<String> wanted) {
        List<String> names = paths.keySet().stream().filter(wanted).sorted().toList();
        if (names.isEmpty()) {
            return;
        }
        Path socket = scratch.resolve(name);
        processes.add(PlainProcess.onSocket(jar(app), socket, Map.of("SLUICE_SOCKET", socket.toString())));
        names.forEach(each -> side(each, UnixDomainSocketAddress.of(socket), paths.getOrDefault(each, "/"), 1));
    }

    /** Starts one, and tells its port. */
    private int funqy(Optional<Integer> next) {
        int port = PlainProcess.freePort();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        next.ifPresent(other -> environment.put("BENCH_NEXT", Integer.toString(other)));
        processes.add(PlainProcess.onPort(jar("funqy/target/quarkus-app"), port, environment));
        return port;
    }

    private Path jar(String app) {
        return root.resolve("benchmarks").resolve(app).resolve("quarkus-run.jar");
    }

    private void side(String name, SocketAddress address, String uri, int steps) {
        sides.add(new Side(name, target(address, uri, Map.of(), steps(steps)), Optional.empty()));
    }

    @Override
    public void close() {
        processes.forEach(PlainProcess::close);
    }
}
