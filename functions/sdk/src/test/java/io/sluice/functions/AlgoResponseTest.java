package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlgoResponseTest {

    private static AlgoResponse read(String body) {
        return AlgoResponse.read("demo/f", new ObjectMapper(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void json_isReadAsTypes() {
        AlgoResponse answer =
                read("{\"result\":[\"a\",\"b\"],\"metadata\":{\"content_type\":\"json\",\"duration\":0.5}}");

        assertThat(answer.as(new TypeReference<List<String>>() {})).containsExactly("a", "b");
        assertThat(answer.asString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(answer.metadata().path("duration").asDouble()).isEqualTo(0.5);
        assertThat(answer.payload().type()).isEqualTo(ContentType.JSON);
    }

    @Test
    void text_isItself() {
        AlgoResponse answer = read("{\"result\":\"a b\",\"metadata\":{\"content_type\":\"text\"}}");

        assertThat(answer.as(String.class)).isEqualTo("a b");
        assertThat(answer.payload().type()).isEqualTo(ContentType.TEXT);
        assertThat(answer.payload().bytes()).asString().isEqualTo("a b");
    }

    @Test
    void binary_isDecoded() {
        AlgoResponse answer = read("{\"result\":\"AAEC\",\"metadata\":{\"content_type\":\"binary\"}}");

        assertThat(answer.asBytes()).containsExactly(0, 1, 2);
        assertThat(answer.as(byte[].class)).containsExactly(0, 1, 2);
        assertThat(answer.payload().type()).isEqualTo(ContentType.BINARY);
    }

    @Test
    void otherType_namesFunctionAndType() {
        assertThatThrownBy(() -> read("{\"result\":{},\"metadata\":{}}").as(Integer.class))
                .isInstanceOfSatisfying(AlgorithmFailure.class, failure -> {
                    assertThat(failure.function()).isEqualTo("demo/f");
                    assertThat(failure.errorType()).isEqualTo("ParsingError");
                })
                .hasMessageContaining("java.lang.Integer");
    }

    @Test
    void error_isThrownWithItsType() {
        assertThatThrownBy(() -> read("{\"error\":{\"message\":\"no\",\"error_type\":\"Mine\"},\"metadata\":{}}"))
                .isInstanceOfSatisfying(AlgorithmFailure.class, failure -> {
                    assertThat(failure.reason()).isEqualTo("no");
                    assertThat(failure.errorType()).isEqualTo("Mine");
                })
                .hasMessage("function 'demo/f': no");
    }

    @Test
    void rubbish_isAParsingError() {
        assertThatThrownBy(() -> read("<html>"))
                .isInstanceOfSatisfying(AlgorithmFailure.class, failure -> assertThat(failure.errorType())
                        .isEqualTo("ParsingError"));
    }

    private static AlgoResponse of(ContentType type, String payload) {
        return AlgoResponse.of(
                "demo/f", new ObjectMapper(), new Payload(type, payload.getBytes(StandardCharsets.UTF_8)), 500_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON   | {\"a\": [1, \"x\"]} | {\"a\": [1, \"x\"]}",
                "JSON   | \"a b\"             | \"a b\"",
                "JSON   | null                | null",
                "TEXT   | a b                 | \"a b\"",
                "BINARY | abc                 | \"YWJj\"",
                "VOID   | ''                  | null",
            })
    void payload_asItCame_readsAsTheSameInsideAnAnswer(ContentType type, String payload, String asJson) {
        AlgoResponse asItCame = of(type, payload);
        AlgoResponse inside = read(
                "{\"result\":" + asJson + ",\"metadata\":{\"content_type\":\"" + type.word() + "\",\"duration\":0.5}}");

        assertThat(asItCame.contentType()).isEqualTo(inside.contentType());
        assertThat(asItCame.asString()).isEqualTo(inside.asString());
        assertThat(asItCame.asBytes()).isEqualTo(inside.asBytes());
        assertThat(of(type, payload).as(Object.class)).isEqualTo(inside.as(Object.class));
        assertThat(asItCame.json()).isEqualTo(inside.json());
        assertThat(asItCame.metadata()).isEqualTo(inside.metadata());
        assertThat(asItCame.payload().type()).isEqualTo(inside.payload().type());
    }

    @Test
    void payload_handedOn_isNotReadOnTheWay() {
        Payload payload = new Payload(ContentType.JSON, "{\"not\": json".getBytes(StandardCharsets.UTF_8));

        assertThat(AlgoResponse.of("demo/f", new ObjectMapper(), payload, 0)
                        .payload()
                        .bytes())
                .isSameAs(payload.bytes());
    }

    @Test
    void payload_labelledJsonThatIsNot_isAParsingErrorWhenItIsRead() {
        AlgoResponse answer = of(ContentType.JSON, "{\"not\": json");

        assertThatThrownBy(answer::json)
                .isInstanceOfSatisfying(AlgorithmFailure.class, failure -> assertThat(failure.errorType())
                        .isEqualTo("ParsingError"))
                .hasMessageContaining("labelled JSON but is not");
    }
}
