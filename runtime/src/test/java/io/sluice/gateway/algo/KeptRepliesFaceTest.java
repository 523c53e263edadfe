package io.sluice.gateway.algo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.sluice.testing.SmallGateway;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients see of results that are kept, and how they refuse them. */
final class KeptRepliesFaceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALL = "/v1/algo/demo/a";

    @TempDir
    private Path folder;

    private @Nullable SmallGateway opened;

    @BeforeEach
    void open() {
        opened = new SmallGateway(folder);
        opened.runtime.add("demo/a", "cache: {ttl: 60s}");
        opened.runtime.add("demo/plain");
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

    private void pass(Duration time) {
        gateway().runtime.nanoTime.addAndGet(time.toNanos());
    }

    private int runs() {
        return gateway().runtime.functions.calls().size();
    }

    private HttpResponse<String> post(String path, String cacheControl) {
        return gateway()
                .send(gateway()
                        .request(path)
                        .header("Content-Type", "application/json")
                        .header("Cache-Control", cacheControl)
                        .POST(HttpRequest.BodyPublishers.ofString("1")));
    }

    private static JsonNode json(HttpResponse<String> reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + reply.body(), e);
        }
    }

    @Test
    void keptResult_saysThatItIsOneAndHowOld() {
        HttpResponse<String> first = gateway().post(CALL, "1");
        pass(Duration.ofMillis(12_345));

        HttpResponse<String> second = gateway().post(CALL, "1");

        assertThat(json(first).get("metadata").has("cache")).isFalse();
        assertThat(first.headers().firstValue("Age")).isEmpty();
        assertThat(json(second).get("result").asInt()).isEqualTo(1);
        assertThat(json(second).at("/metadata/content_type").asText()).isEqualTo("json");
        assertThat(json(second).at("/metadata/cache/hits").asInt()).isEqualTo(1);
        assertThat(json(second).at("/metadata/cache/age").asDouble()).isBetween(12.345, 12.346);
        assertThat(second.headers().firstValue("Age")).contains("12");
        assertThat(second.headers().firstValue("sluice-invocation")).isPresent();
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void bareResult_saysHowOldItIsInTheHeader() {
        gateway().post(CALL, "1");

        HttpResponse<String> reply = gateway().post(CALL + "?output=raw", "1");

        assertThat(reply.body()).isEqualTo("1");
        assertThat(reply.headers().firstValue("Age")).contains("0");
    }

    @Test
    void emptyResult_saysHowOldItIsInTheHeader() {
        gateway().runtime.functions.returns("demo/a", Payload.NOTHING);
        gateway().post(CALL, "1");

        HttpResponse<String> reply = gateway().post(CALL + "?output=raw", "1");

        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(reply.headers().firstValue("Age")).contains("0");
    }

    @Test
    void timing_tellsTheAgeOfEachStepThatWasKept() {
        gateway().post(CALL, "1");
        pass(Duration.ofSeconds(2));

        JsonNode metadata = json(gateway().post("/v1/pipe?step=demo/plain&step=demo/a&timing=1", "1"))
                .get("metadata");

        assertThat(metadata.at("/steps/0").has("age")).isFalse();
        assertThat(metadata.at("/steps/1/age").asDouble()).isBetween(2.0, 2.1);
        assertThat(metadata.at("/steps/1/cold").asBoolean()).isFalse();
        assertThat(metadata.at("/cache/hits").asInt()).isEqualTo(1);
    }

    @Test
    void pipe_hasAnAgeOnlyWhereItsLastStepHas() {
        gateway().post(CALL, "1");
        pass(Duration.ofSeconds(2));

        HttpResponse<String> endsFresh = gateway().post("/v1/pipe?step=demo/a&step=demo/plain", "1");
        HttpResponse<String> endsKept = gateway().post("/v1/pipe?step=demo/plain&step=demo/a", "1");

        assertThat(endsFresh.headers().firstValue("Age")).isEmpty();
        assertThat(json(endsFresh).at("/metadata/cache/hits").asInt()).isEqualTo(1);
        assertThat(endsKept.headers().firstValue("Age")).contains("2");
    }

    @ParameterizedTest
    @CsvSource({CALL + ", no-cache", CALL + ", no-store", "/v1/pipe?step=demo/a, no-cache", "/fn/demo/a, no-cache"})
    void keptResult_canBeRefused(String path, String directive) {
        gateway().post(CALL, "1");

        HttpResponse<String> reply = post(path, directive);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Age")).isEmpty();
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void callWithoutCache_renewsWhatIsKept() {
        gateway().post(CALL, "1");
        pass(Duration.ofSeconds(30));

        post(CALL, "no-cache");

        assertThat(gateway().post(CALL, "1").headers().firstValue("Age")).contains("0");
    }

    @Test
    void unattendedCall_leavesItsResultForTheNext() {
        gateway().runtime.functions.returns("demo/a", new Payload(ContentType.JSON, Buffer.buffer("2")));
        gateway().post(CALL + "?output=void", "1");

        assertThat(json(gateway().post(CALL, "1")).get("result").asInt()).isEqualTo(2);
        assertThat(runs()).isEqualTo(1);
    }
}
