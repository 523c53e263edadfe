package io.sluice.cli.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers each request as the test says, by its number from 0; a connection for each virtual thread. */
public final class FakeServer implements AutoCloseable {

    /** Ends the connection in place of an answer. */
    public static final String HANG_UP = "";

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ServerSocket listening;
    private final IntFunction<String> answers;
    private final Thread accepting;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger accepted = new AtomicInteger();

    /** Listens at once. */
    public FakeServer(IntFunction<String> answers) throws IOException {
        this.answers = answers;
        this.listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        this.accepting = Thread.ofVirtual().start(this::accept);
    }

    /** An answer with a body. */
    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** An answer without a body; a refusal says when to try again. */
    public static String status(int status) {
        String retry = status == 429 ? "Retry-After: 1\r\n" : "";
        return "HTTP/1.1 " + status + " Said So\r\n" + retry + "Content-Length: 0\r\n\r\n";
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.add(socket);
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test has ended it.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (takes(in)) {
                String answer = answers.apply(requests.getAndIncrement());
                if (answer.equals(HANG_UP)) {
                    return;
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The other side has gone.
        }
    }

    /** Reads a request; false where there is none any more. */
    private static boolean takes(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        in.skipNBytes(length.find() ? Long.parseLong(length.group(1)) : 0);
        return true;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        awaitClosed();
        for (Socket socket : connections) {
            socket.close();
        }
    }

    /** Until nobody waits for a connection any more the port is not free. */
    private void awaitClosed() {
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
