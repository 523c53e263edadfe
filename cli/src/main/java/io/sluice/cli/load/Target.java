package io.sluice.cli.load;

import java.io.ByteArrayOutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is called, with what, and what an answer must contain to count as one.
 *
 * @param address a TCP or a Unix address
 * @param request the whole request as it goes over the wire
 * @param expected bytes that the body of an expected answer contains; none: any body will do
 */
public record Target(SocketAddress address, byte[] request, byte[] expected) {

    /**
     * A {@code POST} over a connection that is kept alive.
     *
     * @param host the value of {@code Host}
     * @param uri path and query, encoded
     * @param headers beside {@code Host} and {@code Content-Length}
     * @throws IllegalArgumentException when the path or a header has characters that would end it
     */
    public static Target post(
            SocketAddress address, String host, String uri, Map<String, String> headers, byte[] body, String expected) {
        StringBuilder head = new StringBuilder("POST ")
                .append(printable(uri))
                .append(" HTTP/1.1\r\nHost: ")
                .append(printable(host))
                .append("\r\n");
        headers.forEach((name, value) -> head.append(printable(name))
                .append(": ")
                .append(printable(value))
                .append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return new Target(address, request.toByteArray(), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static String printable(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("a request's head can carry visible ASCII only");
        }
        return text;
    }
}
