package io.sluice.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Posts one message to the runtime. By hand over a plain socket, because an HTTP client that is started for one request
 * costs an instance a good part of its start.
 */
final class ReadyPost {

    private static final int PORT_OF_HTTP = 80;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int STATUS_DIGITS = 3;

    private ReadyPost() {}

    /**
     * Sends it and waits for the answer; blocks.
     *
     * @param address a secret; no error may contain it
     * @param within how long to wait for the connection, and again for the answer
     * @return the answer's status
     * @throws IOException when there was no answer
     */
    static int send(String address, byte[] json, Duration within) throws IOException {
        URI uri = parse(address);
        int millis = (int) within.toMillis();
        int port = uri.getPort() < 0 ? PORT_OF_HTTP : uri.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), millis);
            socket.setSoTimeout(millis);
            OutputStream out = socket.getOutputStream();
            out.write(request(uri, json.length));
            out.write(json);
            out.flush();
            return status(socket.getInputStream());
        }
    }

    private static URI parse(String address) throws IOException {
        try {
            URI uri = URI.create(address);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below; its own message tells the address.
        }
        throw new IOException("SLUICE_API is not of the form http://host:port/path");
    }

    private static byte[] request(URI uri, int length) {
        String head = "POST " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\nConnection: close\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    private static int status(InputStream in) throws IOException {
        String line = new String(in.readNBytes(STATUS_AT + STATUS_DIGITS), StandardCharsets.US_ASCII);
        try {
            if (line.startsWith("HTTP/1.")) {
                return Integer.parseInt(line, STATUS_AT, STATUS_AT + STATUS_DIGITS, 10);
            }
        } catch (IndexOutOfBoundsException | NumberFormatException noStatus) {
            // Said below.
        }
        throw new IOException("the answer is not HTTP");
    }
}
