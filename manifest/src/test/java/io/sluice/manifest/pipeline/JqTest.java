package io.sluice.manifest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JqTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode evaluate(String expression, String in) throws Exception {
        return Jq.evaluate(
                Jq.compile(expression),
                JSON.readTree(in),
                Map.of("item", JSON.readTree("7")),
                new JqMeter(() -> 0, 10_000, 1, 1 << 24));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            .a + $item          | {"a": 1} | 8
            .b                  | {"a": 1} | null
            .[]                 | [1, 2]   | [1,2]
            empty               | 1        | null
            map(. * 2)          | [1, 2]   | [2,4]
            {x: .a}             | {"a": 1} | {"x":1}
            """,
            ignoreLeadingAndTrailingWhitespace = true,
            maxCharsPerColumn = 100,
            quoteCharacter = '`')
    void expression_ofAnyKind_hasOneValue(String expression, String in, String value) throws Exception {
        assertThat(evaluate(expression, in)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[range(1000000)] | length", "[range(1e9) | select(. < 0)]", "last(range(1; 1000000))"})
    void expression_thatDoesTooMuch_isEnded(String expression) {
        assertThatThrownBy(() -> evaluate(expression, "1"))
                .isInstanceOf(JqFailure.class)
                .hasMessageContaining(expression)
                .hasMessageContaining("does too much");
    }

    @Test
    void expression_thatTakesTooLong_isEnded() throws Exception {
        AtomicLong clock = new AtomicLong();
        JqMeter meter = new JqMeter(clock::incrementAndGet, Long.MAX_VALUE, 3, Long.MAX_VALUE / 2);

        assertThatThrownBy(() -> Jq.evaluate(Jq.compile("last(range(1e12))"), JSON.readTree("1"), Map.of(), meter))
                .isInstanceOf(JqFailure.class)
                .hasMessageContaining("takes too long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[.[] as $a | .[] as $b | .[] as $c | .[] as $d | 1]",
                "reduce .[] as $x ([1]; . + .)",
                "[1] | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + ."
                        + " | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + . | . + .",
                "def f: . + .; \"a\" | f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f|f",
                "{a: [.[] as $a | .[] as $b | .[] as $c | [$a, $b, $c]]} | .a |= . + ."
            })
    void expression_ofOperatorsAlone_isEndedBeforeItHasTakenMuchMemory(String expression) throws Exception {
        JsonNode in = JSON.readTree(
                "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,"
                        + "33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64]");
        JqMeter meter = new JqMeter(() -> 0, 10_000_000, 1, 1 << 24);

        assertThatThrownBy(() -> Jq.evaluate(Jq.compile(expression), in, Map.of(), meter))
                .isInstanceOf(JqFailure.class)
                .hasMessageContaining("takes too much memory");
    }

    @Test
    void expression_thatIsMetered_isShownAsItsAuthorWroteIt() throws Exception {
        assertThatThrownBy(() -> evaluate(".a + {}", "{\"a\": 1}")).hasMessageContaining("'.a + {}'");
    }

    @Test
    void expression_thatCallsItselfWithoutEnd_isEnded() {
        assertThatThrownBy(() -> evaluate("def f: 1 + f; f", "1"))
                .isInstanceOf(JqFailure.class)
                .hasMessageContaining("calls itself too deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "env.PATH", "$ENV", "$ENV.PATH", "input", "input_filename"})
    void expression_forWhatIsTheRuntimesOwn_hasNoValue(String expression) {
        assertThatThrownBy(() -> evaluate(expression, "1")).isInstanceOf(JqFailure.class);
    }

    @Test
    void expression_thatIsNotJq_isRefusedWhenItIsRead() {
        assertThatThrownBy(() -> Jq.compile(".a | | .b")).isInstanceOf(JsonQueryException.class);
    }
}
