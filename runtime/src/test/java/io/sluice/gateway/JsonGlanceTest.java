package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonGlanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIECES = "{}[]:,\"\\ \n\t0123456789-+.eEtrufalsn/\u0001üé漢😀";

    private static boolean known(byte[] text) {
        return JsonGlance.isValue(text, 0, text.length);
    }

    private static boolean known(String text) {
        return known(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                " true ",
                "\"\"",
                "\"a\\n\\u00fc\\\"ü漢😀\"",
                "0",
                "-1.5e+3",
                "[]",
                "[ ]",
                "{}",
                "{ }\r\n",
                "[[],[[]],{}]",
                "{\"a\":[{}, 1, \"x\", {\"b\" : null}],\n\t\"c\":{}}",
            })
    void usualJson_isKnown(String text) {
        assertThat(known(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[}",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "1 2",
                "{}x",
                "]",
                "nul",
                "truex",
                "NaN",
                "01",
                "1.",
                ".5",
                "-",
                "+1",
                "1e",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "/*c*/1",
            })
    void whatIsNotJson_isNotKnown(String text) {
        assertThat(known(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c0af",
                "c3",
                "e08080",
                "eda080",
                "f08080af",
                "f4908080",
                "f5808080",
                "ff",
                "c328",
                "e2e2e2"
            })
    void bytesThatAreNotUtf8_areNotKnown(String hex) {
        byte[] wrong = HexFormat.of().parseHex("22" + hex + "22");
        assertThat(known(wrong)).isFalse();
    }

    @Test
    void whatIsUnusual_isLeftToAParser() {
        assertThat(known("[".repeat(64) + "]".repeat(64))).isTrue();
        assertThat(known("[".repeat(65) + "]".repeat(65))).isFalse();
        assertThat(known("{\"" + "x".repeat(2_000) + "\":1}")).isFalse();
        assertThat(known("1".repeat(200))).isFalse();
    }

    @Test
    void onlyItsPartOfTheBytes_isLookedAt() {
        byte[] text = "x[1]y".getBytes(StandardCharsets.UTF_8);
        assertThat(JsonGlance.isValue(text, 1, 4)).isTrue();
        assertThat(JsonGlance.isValue(text, 1, 3)).isFalse();
    }

    @Test
    void anyDocument_isKnown() throws IOException {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] text = random.nextBoolean()
                    ? JSON.writeValueAsBytes(value(random, 0))
                    : JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value(random, 0));
            assertThat(known(text)).as(new String(text, StandardCharsets.UTF_8)).isTrue();
        }
    }

    @Test
    void anyChangedDocument_isKnownOnlyWhereTheParserTakesItToo() throws IOException {
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            byte[] text = changed(JSON.writeValueAsBytes(value(random, 2)), random);
            if (known(text) && JsonText.parserProblem(text, 0, text.length).isPresent()) {
                fail("seed %d: taken for JSON: %s", seed, new String(text, StandardCharsets.UTF_8));
            }
        }
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 6 : 9)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 2 -> random.nextBoolean();
            case 3 -> List.of();
            case 4 -> Map.of();
            case 5 -> text(random);
            case 6 -> {
                List<Object> list = new ArrayList<>();
                random.ints(random.nextInt(5)).forEach(i -> list.add(value(random, depth + 1)));
                yield list;
            }
            default -> {
                Map<String, Object> object = new LinkedHashMap<>();
                random.ints(random.nextInt(5)).forEach(i -> object.put(text(random), value(random, depth + 1)));
                yield object;
            }
        };
    }

    private static String text(Random random) {
        int[] points = random.ints(random.nextInt(12), 0, 0x3000)
                .map(point -> point % 3 == 0 ? point : point % 0x7f)
                .toArray();
        return new String(points, 0, points.length);
    }

    private static byte[] changed(byte[] text, Random random) {
        byte[] pieces = PIECES.getBytes(StandardCharsets.UTF_8);
        byte[] changed = text;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(changed.length + 1);
            byte[] head = Arrays.copyOf(changed, at);
            byte[] tail = Arrays.copyOfRange(changed, Math.min(changed.length, at + random.nextInt(2)), changed.length);
            byte piece = random.nextInt(8) == 0 ? (byte) random.nextInt() : pieces[random.nextInt(pieces.length)];
            changed = new byte[head.length + tail.length + 1];
            System.arraycopy(head, 0, changed, 0, head.length);
            changed[head.length] = piece;
            System.arraycopy(tail, 0, changed, head.length + 1, tail.length);
        }
        return changed;
    }
}
