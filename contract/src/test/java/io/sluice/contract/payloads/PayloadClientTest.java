package io.sluice.contract.payloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.contract.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PayloadClientTest {

    private static final byte[] BYTES = "abcdef".getBytes(StandardCharsets.UTF_8);

    private HttpServer server;
    private PayloadClient client;
    private volatile byte[] taken = {};

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/x/secret/v1/payload", this::answer);
        server.start();
        client = new PayloadClient("http://127.0.0.1:" + server.getAddress().getPort() + "/x/secret");
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    /** Knows the payload {@code known} of the call {@code token}, and takes results of that. */
    private void answer(HttpExchange exchange) throws IOException {
        boolean ours = "token".equals(exchange.getRequestHeaders().getFirst("sluice-token"));
        if (ours && exchange.getRequestURI().getPath().endsWith("/v1/payload/known")) {
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES);
        } else if (ours && exchange.getRequestMethod().equals("POST")) {
            taken = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Location", "/v1/payload/made");
            exchange.sendResponseHeaders(201, -1);
        } else {
            exchange.getResponseHeaders().add("X-Error-Message", "this call has no payload of that name");
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    @Test
    void payload_isReadAsAStream_orWhole() throws IOException {
        try (InputStream bytes = client.open("known", "token")) {
            assertThat(bytes.readAllBytes()).isEqualTo(BYTES);
        }
        assertThat(client.read("known", "token", BYTES.length)).isEqualTo(BYTES);
    }

    @Test
    void payload_thatIsLargerThanItMayBe_isNotRead() throws IOException {
        assertThat(client.read("known", "token", BYTES.length - 1)).isNull();
    }

    @Test
    void result_isHandedIn_andNamedByTheRuntime() throws IOException {
        String reference = client.post(new ByteArrayInputStream(BYTES), ContentType.BINARY, "token");

        assertThat(reference).isEqualTo("made");
        assertThat(taken).isEqualTo(BYTES);
    }

    @Test
    void refusal_isToldInTheRuntimesWords_andWithoutItsAddress() {
        assertThatThrownBy(() -> client.open("other", "token"))
                .hasMessage("the runtime did not get a payload: this call has no payload of that name");
        assertThatThrownBy(() -> client.post(new ByteArrayInputStream(BYTES), ContentType.BINARY, null))
                .hasMessageContaining("did not take a payload")
                .hasMessageNotContaining("secret");
    }

    @Test
    void runtimeThatIsGone_isToldWithoutItsAddress() {
        server.stop(0);

        assertThatThrownBy(() -> client.open("known", "token"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void streamThatBreaks_isToldAsItIs() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the source is gone");
            }
        };

        assertThatThrownBy(() -> client.post(broken, ContentType.BINARY, "token"))
                .hasMessage("the source is gone");
    }
}
