package io.sluice.runners.java;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicAlgorithmTest {

    /** Says which of its methods was called. */
    public static class Many {
        public String apply(String text) {
            return "text " + text;
        }

        public String apply(int number) {
            return "int " + number;
        }

        public String apply(double number) {
            return "double " + number;
        }

        public String apply(boolean truth) {
            return "truth " + truth;
        }

        public String apply(byte[] bytes) {
            return "bytes " + bytes.length;
        }

        public String apply(String text, int count) {
            return "text and int " + text + count;
        }

        public String apply(int[] numbers) {
            return "ints " + numbers.length;
        }

        public String apply(Map<String, Integer> map) {
            return "map " + new TreeMap<>(map);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\" | text a",
                "5 | double 5.0",
                "5.5 | double 5.5",
                "true | truth true",
                "[\"a\", 3] | text and int a3",
                "[1, 2, 3] | ints 3",
                "[] | ints 0",
                "{\"b\": 2, \"a\": 1} | map {a=1, b=2}",
                "[\"a\"] | text a",
            })
    void apply_json_isGivenToTheMethodThatFitsBest(String json, String called) throws Throwable {
        assertThat(text(new Many(), json)).isEqualTo(called);
    }

    @Test
    void apply_textAndBytes_areOneArgument() throws Throwable {
        Algorithm many = ClassicAlgorithm.of(Many.class);

        assertThat(many.apply(Input.of(ContentType.TEXT, "[1]".getBytes(UTF_8))).payload())
                .isEqualTo("text [1]".getBytes(UTF_8));
        assertThat(many.apply(Input.of(ContentType.BINARY, new byte[7])).payload())
                .isEqualTo("bytes 7".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1, \"a\"]", "{\"a\": \"no number\"}", "[[1], [2]]"})
    void apply_inputThatNothingTakes_isAnInputError(String json) {
        assertThatThrownBy(() -> text(new Many(), json))
                .isInstanceOfSatisfying(AlgorithmFailure.class, failure -> assertThat(failure.type())
                        .isEqualTo(Failure.INPUT_ERROR))
                .hasMessageContaining("no apply method takes")
                .hasMessageContaining("apply(String, int)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "1 2", "[1,", "nul", "{a: 1}"})
    void input_thatIsNoJson_isAnInputError(String json) {
        assertThatThrownBy(() -> text(new Many(), json))
                .isInstanceOf(AlgorithmFailure.class)
                .hasMessageContaining("not JSON");
    }

    public static class Generic {
        public Object apply(List<Person> people) {
            people.getFirst().age++;
            return people.getFirst();
        }
    }

    static class Person {
        String name = "nobody";
        int age;
        double share = Double.NaN;
    }

    @Test
    void apply_listOfAClass_getsItsElementsTyped() throws Throwable {
        Result result = apply(new Generic(), "[{\"name\": \"Ada\", \"age\": 36}, {}]");

        assertThat(result.type()).isEqualTo(ContentType.JSON);
        assertThat(new String(result.payload(), UTF_8)).isEqualTo("{\"name\":\"Ada\",\"age\":37,\"share\":\"NaN\"}");
    }

    public static class Trees {
        public JsonElement apply(JsonElement json) {
            JsonObject wrapped = new JsonObject();
            wrapped.add("in", json);
            return wrapped;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"a\"", "{\"a\":null}", "[1]"})
    void apply_ofATree_getsTheJsonItself(String json) throws Throwable {
        String expected = json.equals("[1]") ? "{\"in\":1}" : "{\"in\":" + json + "}";
        assertThat(text(new Trees(), json)).isEqualTo(expected);
    }

    public static class Results {
        public Object apply(String what) throws IOException {
            return switch (what) {
                case "file" -> {
                    Path file = Files.createTempFile("result", "");
                    Files.write(file, new byte[] {1, 2});
                    last = file;
                    yield file.toFile();
                }
                case "bytes" -> new byte[] {3};
                case "fail" -> throw new IOException("on purpose");
                default -> new File("/nowhere/at/all");
            };
        }

        static Path last = Path.of("");
    }

    @Test
    void result_file_isItsBytesAndIsDeleted() throws Throwable {
        Result result = apply(new Results(), "\"file\"");

        assertThat(result).isEqualTo(new Result(ContentType.BINARY, result.payload()));
        assertThat(result.payload()).containsExactly(1, 2);
        assertThat(Results.last).doesNotExist();
        assertThat(apply(new Results(), "\"bytes\"").type()).isEqualTo(ContentType.BINARY);
        assertThatThrownBy(() -> apply(new Results(), "\"none\"")).hasMessageContaining("cannot be read");
    }

    @Test
    void apply_thatThrows_isToldWithTheAuthorsStackOnly() throws Throwable {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> apply(new Results(), "\"fail\""));

        assertThat(thrown).isInstanceOf(IOException.class);
        assertThat(new String(Failures.json(thrown), UTF_8))
                .contains("\"message\":\"on purpose\"", "\"errorType\":\"AlgorithmError\"");
    }

    private static Result apply(Object algorithm, String json) throws Throwable {
        return ClassicAlgorithm.of(algorithm.getClass()).apply(Input.of(ContentType.JSON, json.getBytes(UTF_8)));
    }

    private static String text(Object algorithm, String json) throws Throwable {
        return new String(apply(algorithm, json).payload(), UTF_8);
    }
}
