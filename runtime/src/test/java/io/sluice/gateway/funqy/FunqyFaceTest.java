package io.sluice.gateway.funqy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.Failure;
import io.sluice.pool.Payload;
import io.sluice.testing.SmallGateway;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FunqyFaceTest {

    @TempDir
    private Path folder;

    private @Nullable SmallGateway opened;

    @BeforeEach
    void open() {
        opened = new SmallGateway(folder);
        opened.runtime.add("demo/a");
    }

    @AfterEach
    void close() {
        gateway().close();
    }

    private SmallGateway gateway() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        return opened;
    }

    private HttpResponse<String> get(String path) {
        return gateway().send(gateway().request(path).GET());
    }

    @Test
    void get_givesTheQueryAsAnObject() {
        HttpResponse<String> reply = get("/fn/demo/a?city=K%C3%B6ln&at.lat=50.9&tag=x&tag=y");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.body()).contains("\"city\":\"Köln\"", "\"at\":{\"lat\":\"50.9\"}", "\"tag\":[\"x\",\"y\"]");
    }

    @Test
    void post_givesTheBodyAndReturnsTheBareResult() {
        assertThat(gateway().post("/fn/demo%2Fa", "[1]").body()).isEqualTo("[1]");
        assertThat(gateway().post("/fn/demo/a/1.*", "text/plain", "loud").body())
                .isEqualTo("loud");
    }

    @Test
    void keptResult_saysHowOldItIs() {
        gateway().runtime.add("demo/kept", "cache: {ttl: 60s}");

        assertThat(get("/fn/demo/kept?a=1").headers().firstValue("Age")).isEmpty();
        HttpResponse<String> again = get("/fn/demo/kept?a=1");

        assertThat(again.headers().firstValue("Age")).contains("0");
        assertThat(again.body()).isEqualTo("{\"a\":\"1\"}");
        assertThat(get("/fn/demo/kept?a=2").headers().firstValue("Age")).isEmpty();
    }

    @Test
    void noResult_isAnEmptyReply() {
        gateway().runtime.functions.returns("demo/a", Payload.NOTHING);

        HttpResponse<String> reply = gateway().post("/fn/demo/a", "1");

        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void failureOfTheFunction_isAnErrorOfTheServer() {
        gateway().runtime.functions.fails("demo/a", new Failure("no nouns", Failure.INPUT_ERROR, null));

        HttpResponse<String> reply = gateway().post("/fn/demo/a", "1");

        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).contains("no nouns");
    }

    @Test
    void requestThatCannotBeTaken_isToldWhy() {
        assertThat(get("/fn/demo/a?a=1&a.b=2").statusCode()).isEqualTo(400);
        assertThat(get("/fn/demo/none").statusCode()).isEqualTo(404);
        assertThat(get("/fn/demo").statusCode()).isEqualTo(404);
        assertThat(gateway().post("/fn/demo/a", "{").statusCode()).isEqualTo(400);
        HttpResponse<String> put =
                gateway().send(gateway().request("/fn/demo/a").PUT(HttpRequest.BodyPublishers.noBody()));
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).contains("GET, POST");
    }
}
