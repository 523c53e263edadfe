package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls in Funqy's form. */
@ExtendWith(SharedSluice.class)
final class FunqyIT {

    private final Client client;

    FunqyIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo/sum?a=5&b=2&names=x          | {\"sum\":7,\"names\":[\"x\"]}",
                "demo/sum?a=5&b=2&names=x&names=y  | {\"sum\":7,\"names\":[\"x\",\"y\"]}",
                "demo/echo?a.b=c&a.d=%C3%BC+e      | {\"a\":{\"b\":\"c\",\"d\":\"ü e\"}}",
                "demo/echo                         | {}",
                "demo%2Fecho?a=1                   | {\"a\":\"1\"}",
                "demo/echo/0.1.*?a=1               | {\"a\":\"1\"}",
            })
    void get_withAQuery_isAnsweredWithTheBareResult(String call, String result) {
        Reply reply = client.get("/fn/" + call);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(Client.JSON);
        assertThat(reply.text()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shout   | text/plain               | hi      | 200 | text/plain               | HI",
                "shout   | application/json         | \"hi\"  | 200 | text/plain               | HI",
                "bytes   | application/octet-stream | raw     | 200 | application/octet-stream | raw",
                "twice   | application/json         | [1,2]   | 200 | application/json         | [2,4]",
                "swallow | application/json         | \"hi\"  | 204 | ''                       | ''",
            })
    void post_eachKind_isAnsweredWithTheBareResult(
            String function, String type, String input, int status, String resultType, String result) {
        Reply reply = client.post("/fn/demo/" + function, type, input);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo(resultType);
        assertThat(reply.text()).isEqualTo(result);
    }

    @Test
    void failure_ofTheFunction_isA500WithItsMessage() {
        Reply reply = client.get("/fn/demo/fail?message=too%20blue");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.message()).isEqualTo("too blue");
    }

    @Test
    void request_thatCannotBeACall_isRefusedAsOnEveryFace() {
        assertThat(client.get("/fn/demo/nothere").status()).isEqualTo(404);
        assertThat(client.get("/fn/demo").status()).isEqualTo(404);
        assertThat(client.get("/fn/demo/echo?a=1&a.b=2").status()).isEqualTo(400);
        assertThat(client.post("/fn/demo/echo", Client.JSON, "{").status()).isEqualTo(400);
        assertThat(client.post("/fn/demo/echo", "image/png", "x").status()).isEqualTo(415);
        Reply put = client.send(client.request("/fn/demo/echo")
                .PUT(BodyPublishers.ofString("1"))
                .build());
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.header("Allow")).isEqualTo("GET, POST");
    }
}
