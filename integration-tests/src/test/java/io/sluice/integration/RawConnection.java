package io.sluice.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that does what no proper HTTP client does: stops in the middle of sending, does not read, leaves. */
final class RawConnection implements AutoCloseable {

    private static final int SMALL_BUFFER = 4096;
    private static final int LIMIT_MILLIS = (int) Waits.PROCESS.toMillis();

    private final Socket socket = new Socket();
    private final String key;
    private String accept = "*/*";

    RawConnection(Sluice sluice) {
        this.key = sluice.administratorKey();
        URI address = sluice.address();
        try {
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), LIMIT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the head of a call whose body has that many bytes, and as much of the body as is given. */
    RawConnection begin(String function, int length, String body) {
        return send("POST /v1/algo/" + function + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Simple " + key
                + "\r\nAccept: " + accept + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n" + body);
    }

    /** Accepts that type from now on. */
    RawConnection accepting(String type) {
        accept = type;
        return this;
    }

    /** Sends a whole call. */
    RawConnection call(String function, String json) {
        return begin(function, json.length(), json);
    }

    private RawConnection send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes until the other side has closed the connection, however it does so. */
    String untilClosed() {
        StringBuilder text = new StringBuilder();
        byte[] piece = new byte[SMALL_BUFFER];
        try {
            InputStream in = socket.getInputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                text.append(new String(piece, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (java.net.SocketException reset) {
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
