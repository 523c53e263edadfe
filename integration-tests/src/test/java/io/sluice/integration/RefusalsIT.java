package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.KeySummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are refused before a function sees them, and clients that go away. */
@ExtendWith(SharedSluice.class)
final class RefusalsIT {

    private static final int LIMIT = 10 * 1024 * 1024;

    private final Sluice sluice;
    private final Client client;

    RefusalsIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none",
                "Simple simaaaaaaaaaaaaaaaaaaaaaaaaa",
                "Simple",
                "Basic dXNlcjpwYXNz",
                "''",
            })
    void request_withoutAKnownKey_isA401OnEveryFace(@Nullable String authorization) {
        Client stranger = sluice.anonymous().authorizedBy(authorization);

        for (String path : new String[] {
            "/v1/algo/demo/echo", "/v1/pipe?step=demo/echo", "/fn/demo/echo", "/v1/events", "/v1/functions", "/nowhere"
        }) {
            Reply reply = stranger.post(path, Client.JSON, "1");
            assertThat(reply.status()).as(path + " " + reply).isEqualTo(401);
            assertThat(reply.message()).isEqualTo("authorization required");
        }
        for (String path : new String[] {"/q/metrics", "/q/openapi", "/v1/keys", "/v1/runtime", "/fn/demo/echo"}) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(stranger.get("/q/health/live").status()).isEqualTo(200);
        assertThat(stranger.get("/q/health/ready").status()).isEqualTo(200);
    }

    @Test
    void call_ofAPrivateFunctionByAnotherUser_isA403() {
        Client eve = keyOf("eve");

        Reply call = eve.call("demo/echo", "1");
        Reply fn = eve.get("/fn/demo/echo");
        Reply describe = eve.get("/v1/functions/demo/echo");
        Reply logs = eve.get("/v1/functions/demo/echo/logs");
        Reply remove = eve.delete("/v1/functions/demo/echo");

        assertThat(call.status()).as(call.text()).isEqualTo(403);
        assertThat(call.code()).isEqualTo(2001);
        assertThat(call.message()).contains("eve", "demo/echo", "private");
        assertThat(fn.status()).isEqualTo(403);
        assertThat(describe.status()).isEqualTo(403);
        assertThat(logs.status()).isEqualTo(403);
        assertThat(remove.status()).isEqualTo(403);
        assertThat(eve.get("/v1/functions").text()).doesNotContain("\"demo/echo\"");
    }

    private Client keyOf(String user) {
        Reply made = client.post("/v1/keys", Client.JSON, "{\"user\":\"" + user + "\"}");
        String key = made.as(KeySummary.class).key();
        assertThat(key).as(made.text()).isNotNull().startsWith("sim").hasSize(28);
        return client.withKey(String.valueOf(key));
    }

    @ParameterizedTest
    @CsvSource({
        "demo/nothere,        algo://demo/nothere",
        "nobody/echo,         algo://nobody/echo",
        "demo/echo/9.9.9,     demo/echo",
        "demo/echo/9.*,       demo/echo",
        "demo/echo/newest,    newest",
        "demo,                owner/name",
        "demo/echo/0.1.0/x,   owner/name",
        "demo/ech%20o,        ech o",
    })
    void call_ofWhatIsNotThere_isA404ThatNamesIt(String path, String named) {
        Reply reply = client.call(path, "1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(1001);
        assertThat(reply.text()).contains(named, "not found");
        assertThat(reply.message()).startsWith("algorithm algo://").endsWith(" not found");
        assertThat(reply.header("X-Error-Message")).contains("not found");
    }

    @Test
    void call_byAnotherMethod_isA405ThatSaysWhich() {
        Reply reply = client.get("/v1/algo/demo/echo");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST");
        assertThat(reply.message()).contains("POST", "GET");
    }

    @Test
    void call_ofAContentTypeThatIsNotCarried_isA415ThatNamesThoseThatAre() {
        Reply reply = client.post("/v1/algo/demo/echo", "application/xml", "<a/>");

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.message()).contains("application/json", "text/plain", "application/xml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":      | line",
                "{\"a\":1} x | line",
                "[1,2      | line",
                "nul       | nul",
                "'\t'       | empty"
            })
    void call_withMalformedJson_isA400ThatSaysWhere(String body, String said) {
        Reply reply = client.call("demo/echo", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(2013);
        assertThat(reply.message()).contains("not JSON", said);
    }

    @ParameterizedTest
    @CsvSource({
        "timeout=0,     timeout",
        "timeout=-1,    timeout",
        "timeout=soon,  soon",
        "timeout=3001,  3000",
        "timeout=NaN,   NaN",
        "output=loud,   loud",
    })
    void call_withAnOptionThatIsNone_isA400ThatNamesIt(String query, String named) {
        Reply reply = client.call("demo/echo?" + query, "1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains(named);
    }

    @Test
    void call_withABrokenEscape_isA400() throws IOException {
        assertThat(raw("POST /v1/algo/demo%ZZecho HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n"))
                .startsWith("HTTP/1.1 400");
        assertHealthy();
    }

    @Test
    void body_ofExactlyTheLimit_isTaken() {
        Reply reply = client.post("/v1/algo/demo/swallow", Client.TEXT, new byte[LIMIT]);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.metadata().path("content_type").asText())
                .as(reply.text())
                .isEqualTo("void");
    }

    @ParameterizedTest
    @CsvSource({"/v1/algo/demo/bytes", "/v1/pipe?step=demo/bytes", "/fn/demo/bytes", "/v1/events"})
    void body_overTheLimit_isA413WhetherItsLengthIsSaidOrNot(String path) {
        byte[] body = new byte[LIMIT + 1];
        String[] event = {"ce-specversion", "1.0", "ce-id", "1", "ce-source", "/it", "ce-type", "demo.bytes"};

        Reply sized = client.post(path, Client.JSON, BodyPublishers.ofByteArray(body), event);
        Reply chunked = client.post(
                path, Client.JSON, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), event);

        assertThat(sized.status()).as(sized.text()).isEqualTo(413);
        assertThat(sized.message()).contains(Integer.toString(LIMIT), Integer.toString(LIMIT + 1));
        assertThat(chunked.status()).as(chunked.text()).isEqualTo(413);
        assertThat(chunked.message()).contains(Integer.toString(LIMIT));
        assertHealthy();
    }

    @Test
    void client_thatGoesAwayWhileItsCallRuns_interruptsTheFunction() throws IOException {
        long begun = client.count("demo/sleep", "sleep begins");
        long interrupted = client.count("demo/sleep", "sleep was interrupted");

        try (Socket socket =
                open("POST /v1/algo/demo/sleep HTTP/1.1\r\n" + JSON_HEADER + "Content-Length: 5\r\n", "60000")) {
            Waits.until("the call runs").until(() -> client.count("demo/sleep", "sleep begins") > begun);
        }

        Waits.until("the function is told")
                .until(() -> client.count("demo/sleep", "sleep was interrupted") > interrupted);
        assertHealthy();
    }

    @Test
    void client_thatGoesAwayWhileItSends_isNoSurprise() throws IOException {
        open("POST /v1/algo/demo/echo HTTP/1.1\r\n" + JSON_HEADER + "Content-Length: 100\r\n", "[1,2")
                .close();
        open("POST /v1/algo/demo/echo HTTP/1.1\r\n" + JSON_HEADER + "Transfer-Encoding: chunked\r\n", "4\r\n[1,2\r\n")
                .close();
        open("POST /v1/events HTTP/1.1\r\n" + JSON_HEADER + "Content-Length: 100\r\n", "[1,2")
                .close();

        assertHealthy();
        assertThat(client.describe("demo/echo").stats().inFlight()).isZero();
        assertThat(sluice.errors()).isEmpty();
    }

    private static final String JSON_HEADER = "Content-Type: application/json\r\n";

    private void assertHealthy() {
        assertThat(client.call("demo/echo", "[1]").result().toString()).isEqualTo("[1]");
    }

    /** Sends a head and a body as they are, and answers what comes back until the connection ends. */
    private String raw(String head) throws IOException {
        try (Socket socket = open(head, "");
                InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket open(String head, String body) throws IOException {
        Socket socket = new Socket(sluice.address().getHost(), sluice.address().getPort());
        socket.setSoTimeout(30_000);
        String request = head + "Host: it\r\nAuthorization: " + sluice.administratorKey() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }
}
