package io.sluice.benchmarks.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is called, with what, and what the answer must contain to count as one.
 *
 * @param uri path and query
 * @param expected ASCII text
 */
public record Target(SocketAddress server, String uri, Map<String, String> headers, String body, String expected) {

    private static final String HOST = "127.0.0.1";

    /** A call that takes longer is an error, so that one that is lost does not hold up the others. */
    private static final int TIMEOUT_MILLIS = 10_000;

    /** A target on a TCP port of this machine. */
    public static Target tcp(int port, String uri, Map<String, String> headers, String body, String expected) {
        return new Target(SocketAddress.inetSocketAddress(port, HOST), uri, headers, body, expected);
    }

    /** A target on a Unix socket. */
    public static Target unix(Path socket, String uri, String body, String expected) {
        return new Target(SocketAddress.domainSocketAddress(socket.toString()), uri, Map.of(), body, expected);
    }

    RequestOptions request() {
        RequestOptions options = new RequestOptions()
                .setServer(server)
                .setHost(HOST)
                .setPort(80)
                .setMethod(HttpMethod.POST)
                .setURI(uri)
                .setTimeout(TIMEOUT_MILLIS)
                .putHeader("content-type", "application/json");
        headers.forEach(options::putHeader);
        return options;
    }

    boolean accepts(int status, Buffer answer) {
        return status == 200 && answer.toString(StandardCharsets.US_ASCII).contains(expected);
    }
}
