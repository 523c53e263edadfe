package io.sluice.pool.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.pool.Answer;
import io.sluice.pool.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainAnswerReaderTest {

    private static AnswerReader.Outcome read(int status, String type, String body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (!type.isEmpty()) {
            headers.set("Content-Type", type);
        }
        return PlainAnswerReader.read(status, headers, Buffer.buffer(body));
    }

    private static Answer.Result result(AnswerReader.Outcome outcome) {
        assertThat(outcome).isInstanceOf(AnswerReader.Read.class);
        return (Answer.Result) ((AnswerReader.Read) outcome).answer();
    }

    @ParameterizedTest
    @CsvSource({
        "200, application/json,           JSON",
        "201, application/vnd.x+json,     JSON",
        "299, text/plain; charset=utf-8,  TEXT",
        "200, text/html,                  TEXT",
        "200, image/png,                  BINARY",
        "200, '',                         BINARY",
    })
    void status2xx_isAResultOfItsKind(int status, String type, ContentType kind) {
        Payload payload = result(read(status, type, "x")).payload();

        assertThat(payload.type()).isEqualTo(kind);
        assertThat(payload.bytes()).hasToString("x");
    }

    @Test
    void status2xx_withoutABody_isNoResult() {
        assertThat(result(read(204, "", "")).payload()).isEqualTo(Payload.NOTHING);
        assertThat(result(read(200, "text/plain", "")).payload()).isEqualTo(Payload.NOTHING);
    }

    @Test
    void attributesOfAnEvent_areTheResults() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().set("Ce-Type", "done").set("X-Other", "1");

        Answer.Result result = result(PlainAnswerReader.read(200, headers, Buffer.buffer("x")));

        assertThat(result.attributes()).isEqualTo(Map.of("ce-type", "done"));
    }

    @ParameterizedTest
    @CsvSource({"400,InputError", "404,InputError", "500,AlgorithmError", "503,AlgorithmError"})
    void status4xxOr5xx_isAFailureWithTheBodyAsMessage(int status, String errorType) {
        assertThat(read(status, "text/plain", "no such city\n"))
                .isEqualTo(new AnswerReader.Read(new Answer.Failed(new Failure("no such city", errorType, null))));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 302, 600})
    void otherStatus_isBroken(int status) {
        assertThat(read(status, "text/plain", "x"))
                .isInstanceOfSatisfying(AnswerReader.Broken.class, broken -> assertThat(broken.what())
                        .contains("status " + status));
    }

    @Test
    void failureWithoutABody_isBroken() {
        assertThat(read(500, "", " \n"))
                .isEqualTo(new AnswerReader.Broken("it answered status 500 without a body that says why"));
    }

    @Test
    void failureWithALongBody_isCut() {
        AnswerReader.Read read = (AnswerReader.Read) read(500, "text/html", "x".repeat(100_000));

        assertThat(((Answer.Failed) read.answer()).failure().message()).hasSize(8192);
    }
}
