package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in Algorithmia's form: what goes in, what comes out, how it may be asked for. */
@ExtendWith(SharedSluice.class)
final class CallsIT {

    private final Sluice sluice;
    private final Client client;

    CallsIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo    | application/json               | {\"a\":[1,null,\"ü\"]} | json   | {\"a\":[1,null,\"ü\"]}",
                "echo    | text/plain                     | hi                     | json   | \"hi\"",
                "shout   | text/plain                     | grüße                  | text   | \"GRÜSSE\"",
                "shout   | text/plain;charset=utf-8       | hi                     | text   | \"HI\"",
                "shout   | application/text               | hi                     | text   | \"HI\"",
                "shout   | application/json;charset=utf-8 | \"a \\\"quote\\\"\"    | text   | \"A \\\"QUOTE\\\"\"",
                "bytes   | application/octet-stream       | raw                    | binary | \"cmF3\"",
                "sum     | application/json               | {\"a\":5,\"b\":2}      | json   | {\"sum\":7,\"names\":null}",
                "echo    | application/json               | null                   | json   | null",
                "echo    | application/json               | ''                     | json   | null",
                "nothing | application/json               | {}                     | json   | null",
                "swallow | application/json               | \"x\"                  | void   | null",
            })
    void call_eachKindOfInput_isAnsweredWithResultAndMetadata(
            String function, String type, String input, String contentType, String result) {
        Reply reply = client.post("/v1/algo/demo/" + function, type, input);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.result().toString()).isEqualTo(result);
        assertThat(reply.metadata().path("content_type").asText()).isEqualTo(contentType);
        assertThat(reply.metadata().path("duration").asDouble()).isPositive();
        assertThat(reply.metadata().has("timing")).isFalse();
        assertThat(reply.header("sluice-invocation")).startsWith("req-");
    }

    @Test
    void call_withEveryByte_getsThemBackUnchanged() {
        byte[] all = new byte[300_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7 + i / 256);
        }

        Reply wrapped = client.post("/v1/algo/demo/bytes", Client.BINARY, all);
        Reply raw = client.post("/v1/algo/demo/bytes?output=raw", Client.BINARY, all);

        assertThat(Base64.getDecoder().decode(wrapped.result().asText())).isEqualTo(all);
        assertThat(raw.bytes()).isEqualTo(all);
        assertThat(raw.header("Content-Type")).isEqualTo(Client.BINARY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shout   | text/plain       | hi      | 200 | text/plain       | HI",
                "echo    | application/json | [1, 2]  | 200 | application/json | [1,2]",
                "swallow | text/plain       | hi      | 204 | ''               | ''",
            })
    void call_forRawOutput_isAnsweredWithTheBareResult(
            String function, String type, String input, int status, String resultType, String result) {
        Reply reply = client.post("/v1/algo/demo/" + function + "?output=raw", type, input);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo(resultType);
        assertThat(reply.text()).isEqualTo(result);
    }

    @Test
    void call_forVoidOutput_isAcceptedAndRunsUnattended() {
        long before = client.count("demo/sleep", "sleep begins");

        Reply reply = client.post("/v1/algo/demo/sleep?output=void", Client.JSON, "1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("async").asText()).isEqualTo("void");
        assertThat(reply.json().path("request_id").asText()).startsWith("req-");
        Waits.until("the unattended call ran").until(() -> client.count("demo/sleep", "sleep begins") > before);
    }

    @Test
    void call_withTiming_tellsTheStepsAndWhereTheTimeWent() {
        client.call("demo/echo", "0");

        Reply reply = client.post("/v1/algo/demo/echo?timing=1", Client.JSON, "1");

        double total = reply.metadata().path("timing").path("total").asDouble();
        assertThat(total).as(reply.text()).isPositive();
        assertThat(reply.metadata().path("timing").path("running").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(total);
        assertThat(reply.metadata().path("steps")).hasSize(1);
        assertThat(reply.metadata().path("steps").path(0).path("function").asText())
                .isEqualTo("demo/echo");
        assertThat(reply.metadata().path("steps").path(0).path("version").asText())
                .isEqualTo("0.1.0");
        assertThat(reply.metadata().path("steps").path(0).path("cold").asBoolean(true))
                .isFalse();
    }

    @Test
    void call_thatAsksForStdout_getsWhatTheFunctionWroteInItsCourse() {
        Reply reply = client.post("/v1/algo/demo/sleep?stdout=true", Client.JSON, "1");

        assertThat(reply.metadata().path("stdout").asText()).as(reply.text()).startsWith("sleep begins");
        assertThat(client.call("demo/sleep", "1").metadata().has("stdout")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Simple %s", "simple %s", "%s", "Bearer %s"})
    void call_withTheKeyInEachSpelling_isAllowed(String spelling) {
        Reply reply = sluice.anonymous()
                .authorizedBy(spelling.formatted(sluice.administratorKey()))
                .call("demo/echo", "1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo/echo",
                "demo/echo/",
                "demo%2Fecho",
                "demo%2fecho%2F0.1.0",
                "Demo/ECHO",
                "demo/echo/latest",
                "demo/echo/0.1.0",
                "demo/echo/0.1.0/",
                "demo/echo/0.1",
                "demo/echo/0.1.*",
                "demo/echo/0.1.x",
                "demo/echo/0",
                "demo/echo/0.*",
            })
    void call_withEachSpellingOfThePath_reachesTheFunction(String path) {
        Reply reply = client.post("/v1/algo/" + path, Client.JSON, "1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.result().asInt()).isEqualTo(1);
    }

    @Test
    void call_byAClientThatOffersHttp2_isAnswered() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Reply reply = new Reply(http.send(
                    client.request("/v1/algo/demo/echo")
                            .header("Content-Type", Client.JSON)
                            .POST(BodyPublishers.ofString("[1]"))
                            .build(),
                    BodyHandlers.ofByteArray()));

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.result().toString()).isEqualTo("[1]");
        }
    }

    @Test
    void failure_ofTheFunction_isA200WithItsErrorAndItsOwnFrames() {
        Reply reply = client.call("demo/fail", "{\"message\":\"too blue\",\"type\":\"ColourError\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("too blue");
        assertThat(reply.errorType()).isEqualTo("ColourError");
        assertThat(reply.json().path("error").path("stacktrace").asText()).contains("Misbehaving.fail");
        assertThat(reply.json().path("error").path("stack_trace"))
                .isEqualTo(reply.json().path("error").path("stacktrace"));
        assertThat(reply.metadata().path("duration").asDouble()).isPositive();
        assertThat(reply.json().has("result")).isFalse();
    }

    @Test
    void failure_ofTheFunctionWithRawOutput_isA400WithMessageAndType() {
        Reply reply = client.post(
                "/v1/algo/demo/fail?output=raw", Client.JSON, "{\"message\":\"too blue\",\"type\":\"ColourError\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).isEqualTo("too blue");
        assertThat(reply.errorType()).isEqualTo("ColourError");
    }

    @Test
    void failure_withoutATypeOfItsOwn_isAnAlgorithmError() {
        Reply reply = client.call("demo/fail", "{\"message\":\"broken\"}");

        assertThat(reply.message()).isEqualTo("broken");
        assertThat(reply.errorType()).isEqualTo("AlgorithmError");
    }

    @Test
    void failure_ofInputThatDoesNotFit_isAnInputErrorThatSaysWhere() {
        Reply reply = client.call("demo/sum", "{\"a\":\"x\",\"b\":2}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.errorType()).isEqualTo("InputError");
        assertThat(reply.message()).contains("Summands").contains("at a");
    }

    @Test
    void timeout_namedByTheCaller_isATimeoutErrorAfterThatTime() {
        Reply reply = client.post("/v1/algo/demo/sleep?timeout=0.3", Client.JSON, "60000");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.errorType()).isEqualTo("TimeoutError");
        assertThat(reply.message()).contains("demo/sleep");
        assertThat(reply.metadata().path("duration").asDouble()).isBetween(0.25, 10.0);
    }
}
