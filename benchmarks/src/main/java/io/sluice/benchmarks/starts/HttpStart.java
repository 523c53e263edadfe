package io.sluice.benchmarks.starts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that serves HTTP on a port of its own choosing's option and knows nothing of Sluice, asked until it answers.
 *
 * @param before the program and its arguments, up to where the port's option belongs
 * @param portOption what the port is put behind, such as {@code -Dquarkus.http.port=}
 */
public record HttpStart(List<String> before, String portOption, List<String> after, String path, String input)
        implements Start {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Sample once() throws Exception {
        int port = freePort();
        try (Launched launched = Launched.of(command(port), Map.of())) {
            awaitAnswer(launched, port);
            return launched.sample();
        }
    }

    /** Starts it, calls it so often, and asks it to end: for what a JVM records meanwhile. */
    public void rehearse(int calls) throws Exception {
        int port = freePort();
        try (Launched launched = Launched.of(command(port), Map.of())) {
            awaitAnswer(launched, port);
            for (int i = 1; i < calls; i++) {
                answers(port);
            }
            launched.terminate();
        }
    }

    private List<String> command(int port) {
        List<String> command = new ArrayList<>(before);
        command.add(portOption + port);
        command.addAll(after);
        return command;
    }

    private void awaitAnswer(Launched launched, int port) throws IOException, InterruptedException {
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (!answers(port)) {
            if (!launched.isAlive() || System.nanoTime() > limit) {
                throw new IOException("nothing answers on its port");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean answers(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(input))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
