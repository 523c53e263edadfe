package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.Failure;
import io.vertx.core.MultiMap;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InputReaderTest {

    private static final ObjectMapper JSON =
            new SdkBeans().payloadMapper(new ObjectMapper()).mapper();

    /** A parameter type that words its own errors. */
    record Even(int value) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Even of(JsonNode json) {
            if (json.isTextual()) {
                return new Even(json.textValue().length());
            }
            if (json.asInt() % 2 != 0) {
                throw new AlgorithmException("input must be even, was " + json, Failure.INPUT_ERROR);
            }
            return new Even(json.asInt());
        }
    }

    record Pair(Even first, Even second) {}

    private static @Nullable Object read(Type type, String contentType, String body) {
        return InputReader.of(type, JSON)
                .read(
                        HttpCall.arriving(
                                "f", MultiMap.caseInsensitiveMultiMap().add("content-type", contentType)),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void reader_ofATypeThatWordsItsErrors_tellsThemAsTheyAre() {
        assertThatThrownBy(() -> read(Even.class, "application/json", "3"))
                .hasMessage("input must be even, was 3")
                .asInstanceOf(InstanceOfAssertFactories.type(AlgorithmException.class))
                .extracting(AlgorithmException::errorType)
                .isEqualTo(Failure.INPUT_ERROR);
    }

    @Test
    void reader_ofATypeDeepInAnother_tellsItsErrorsToo() {
        assertThatThrownBy(() -> read(Pair.class, "application/json", "{\"first\":2,\"second\":5}"))
                .isInstanceOf(AlgorithmException.class)
                .hasMessage("input must be even, was 5");
    }

    @Test
    void reader_ofTextForAnyType_takesItAsAJsonString() {
        assertThat(read(Even.class, "text/plain; charset=utf-8", "four")).isEqualTo(new Even(4));
        assertThat(read(String.class, "text/plain", "four")).isEqualTo("four");
        assertThat(read(JsonNode.class, "text/plain", "[1]")).isEqualTo(JSON.valueToTree("[1]"));
    }

    @Test
    void reader_ofWhatDoesNotFit_namesTypeAndPlace() {
        assertThatThrownBy(() -> read(Map.class, "application/json", "[1]"))
                .isInstanceOf(AlgorithmException.class)
                .hasMessageStartingWith("the input must be Map: ");
        assertThatThrownBy(() -> read(Pair.class, "application/json", "{\"first\": oops}"))
                .hasMessageStartingWith("the input must be InputReaderTest.Pair: ")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> read(int.class, "application/json", "null")).hasMessageContaining("null");
    }
}
