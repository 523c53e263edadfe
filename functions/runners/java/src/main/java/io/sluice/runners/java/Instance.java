package io.sluice.runners.java;

import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.frames.FrameSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Listens, says ready, hands calls to the algorithm, and ends when it is asked to or the runtime is gone. */
final class Instance {

    private static final int DRAIN_SECONDS = 10;
    private static final int STEP_MILLIS = 10_000;
    private static final int STATUS_FROM = "HTTP/1.1 ".length();

    private final Algorithm algorithm;
    private final String entryPoint;
    private final ThreadFactory threads =
            Thread.ofPlatform().daemon().name("sluice-call-", 1).factory();
    private final ExecutorService calls = Executors.newCachedThreadPool(threads);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-timer").factory());
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean ending;

    Instance(Algorithm algorithm, String entryPoint) {
        this.algorithm = algorithm;
        this.entryPoint = entryPoint;
    }

    /** Listens and says ready; then takes connections until the process ends. */
    void serve() throws IOException, NotServed {
        String path = System.getenv(InstanceProtocol.ENV_SOCKET);
        boolean unix = path != null && !path.isEmpty();
        try (ServerSocketChannel listener =
                unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open()) {
            String address = bind(listener, unix ? path : "");
            Runtime.getRuntime().addShutdownHook(new Thread(this::end));
            Thread.ofPlatform().daemon().name("sluice-input").start(Instance::awaitRuntimesEnd);
            sayReady(address);
            while (!ending) {
                open(listener.accept());
            }
        }
    }

    private static String bind(ServerSocketChannel listener, String path) throws IOException {
        if (!path.isEmpty()) {
            listener.bind(UnixDomainSocketAddress.of(path));
            return "unix:" + path;
        }
        String port = System.getenv().getOrDefault(InstanceProtocol.ENV_PORT, "0");
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
        return "tcp:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void open(SocketChannel socket) {
        Connection connection = new Connection(this, socket, timer);
        connections.add(connection);
        Thread.ofPlatform().daemon().name("sluice-connection").start(connection::serve);
    }

    void run(Running running) {
        calls.execute(() -> running.run(algorithm));
    }

    void closed(Connection connection) {
        connections.remove(connection);
        if (ending && connections.isEmpty()) {
            left.countDown();
        }
    }

    /** Finishes the calls that there are, within a bound; not where the author ends the process, in a call as a rule. */
    private void end() {
        ending = true;
        if (authorExits()) {
            return;
        }
        connections.forEach(connection -> connection.leave("the instance ends"));
        try {
            if (!connections.isEmpty() && !left.await(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("calls were still in progress after " + DRAIN_SECONDS + " s: they are cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is not a signal's thread that ends this process. */
    private static boolean authorExits() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> !entry.getKey().getName().startsWith("SIG"))
                .flatMap(entry -> Stream.of(entry.getValue()))
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }

    /** The runtime holds standard input open: its end means that the runtime is gone. */
    private static void awaitRuntimesEnd() {
        byte[] ignored = new byte[1024];
        try {
            while (System.in.read(ignored) >= 0) {
                // What the runtime writes there means nothing.
            }
        } catch (IOException closed) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(0);
    }

    /** By hand: an HTTP client that is started for one request costs a good part of the start. */
    private void sayReady(String address) throws NotServed {
        URI api = URI.create(System.getenv().getOrDefault(InstanceProtocol.ENV_API, ""));
        String body = "{\"protocol\":" + InstanceProtocol.VERSION + ",\"address\":\"" + address
                + "\",\"entryPoints\":[\"" + entryPoint + "\"],\"frames\":" + FrameSession.VERSION + "}";
        String request = "POST " + api.getRawPath() + InstanceProtocol.READY_PATH + " HTTP/1.1\r\nHost: "
                + api.getRawAuthority() + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
        String answer;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(api.getHost(), api.getPort()), STEP_MILLIS);
            socket.setSoTimeout(STEP_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            answer = new String(in.readNBytes(STATUS_FROM + 3), StandardCharsets.US_ASCII);
        } catch (IOException lost) {
            throw new NotServed("could not say ready to the runtime: " + lost.getMessage());
        }
        if (!answer.endsWith("204")) {
            throw new NotServed("the runtime answered the ready signal with '" + answer + "', not with status 204");
        }
    }
}
