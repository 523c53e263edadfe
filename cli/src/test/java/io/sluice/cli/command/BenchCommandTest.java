package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.console.Json;
import io.sluice.cli.load.FakeServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {

    /** A result, and how the runtime is when that is asked for: elsewhere. */
    private static final String RESULT = FakeServer.ok("{\"result\":\"QUIET!\",\"metadata\":{},\"home\":\"/none\"}");

    @TempDir
    private Path home;

    /** One short round without a warm-up. */
    private Run bench(IntFunction<String> answers, String... arguments) throws IOException {
        try (FakeServer server = new FakeServer(answers)) {
            return bench("http://127.0.0.1:" + server.address().getPort(), arguments);
        }
    }

    private Run bench(String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--seconds", "0.2", "--rounds", "2", "--warm-up", "0"));
        all.addAll(List.of(arguments));
        return asGiven(url, all.toArray(String[]::new));
    }

    private Run asGiven(String url, String... arguments) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SLUICE_HOME", home.toString());
        environment.put("SLUICE_URL", url);
        environment.put("SLUICE_KEY", "simSECRET1");
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        return Run.of(environment, "", all.toArray(String[]::new));
    }

    @Test
    void bench_function_printsARowForEachLoadIn80Columns() throws IOException {
        Run run = bench(number -> RESULT, "demo/shout", "--in-flight", "1,3", "--rate", "200", "-d", "\"quiet\"");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(run.out())
                .contains("demo/shout, not warmed up")
                .contains("LOAD         CALLS/S")
                .containsPattern("\n1 in flight +[\\d,.]+ +[\\d.]+ ")
                .contains("\n3 in flight ")
                .contains("\n200/s ");
        assertThat(run.err()).isEqualTo("measuring ...\n");
    }

    @Test
    void bench_json_hasCountsAndLatencies() throws IOException {
        Run run = bench(number -> RESULT, "demo/shout", "--in-flight", "2", "-o", "json");
        JsonNode figures = Json.MAPPER.readTree(run.out()).path("figures").path(0);

        assertThat(figures.path("name").asText()).isEqualTo("demo/shout");
        assertThat(figures.path("load").asText()).isEqualTo("2 in flight");
        assertThat(figures.path("calls").asLong()).isPositive();
        assertThat(figures.path("errors").asLong()).isZero();
        assertThat(figures.path("latencyMicros").path("p99").asDouble()).isPositive();
        assertThat(figures.path("runtimeMicros").isNull()).isTrue();
    }

    @Test
    void bench_severalFunctions_areOnePipe() {
        try (FakeRuntime runtime = new FakeRuntime()) {
            runtime.on("POST /v1/pipe?step=demo%2Fa&step=demo%2Fb", 200, "{\"result\":1}");

            Run run = bench(runtime.url(), "demo/a", "demo/b", "--in-flight", "1");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("demo/a demo/b");
            assertThat(runtime.requests.getLast().key()).isEqualTo("Simple simSECRET1");
            assertThat(runtime.requests.getLast().text()).isEqualTo("null");
        }
    }

    @Test
    void bench_noCache_isAskedOfEveryCall() {
        try (FakeRuntime runtime = new FakeRuntime()) {
            runtime.on("POST /v1/algo/demo/a", 200, "{\"result\":1}");

            assertThat(bench(runtime.url(), "demo/a", "--no-cache", "--in-flight", "1")
                            .code())
                    .isZero();

            assertThat(runtime.requests.stream()
                            .filter(request -> request.line().startsWith("POST")))
                    .hasSizeGreaterThan(1)
                    .allMatch(request -> "no-store".equals(request.cacheControl()));
        }
    }

    @Test
    void bench_anotherBesideIt_comparesThem() throws IOException {
        Run run = bench(number -> RESULT, "demo/a", "--vs", "demo/b,demo/c", "--in-flight", "2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(run.out())
                .contains("A: demo/a, ")
                .contains("B: demo/b demo/c, ")
                .containsPattern("LOAD +FIGURE +A +B +A/B +LOWEST +HIGHEST")
                .containsPattern("2 in flight +calls/s +[\\d,.]+ +[\\d,.]+ +\\d+\\.\\d\\d ");
    }

    @Test
    void bench_unknownFunction_endsWithThreeBeforeAnyLoad() {
        try (FakeRuntime runtime = new FakeRuntime()) {
            runtime.on(
                    "POST /v1/algo/demo/none", 404, "{\"error\":{\"message\":\"demo/none not found\",\"code\":1001}}");

            Run run = bench(runtime.url(), "demo/none");

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).isEqualTo("sluice: demo/none not found\n");
            assertThat(runtime.requests).hasSize(1);
        }
    }

    @Test
    void bench_functionThatFails_endsWithOneBeforeAnyLoad() throws IOException {
        Run run = bench(
                number -> FakeServer.ok("{\"error\":{\"message\":\"too loud\",\"error_type\":\"InputError\"}}"),
                "demo/shout");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("sluice: the function failed: too loud (InputError)");
    }

    @Test
    void bench_answerWithoutWhatIsExpected_endsWithOne() throws IOException {
        Run run = bench(number -> RESULT, "demo/shout", "--expect", "LOUD");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("does not contain 'LOUD'").contains("QUIET!");
    }

    @Test
    void bench_refusedCalls_endWith75AndAreCounted() throws IOException {
        Run run = bench(refusingAfterTheFirst(429), "demo/shout", "--in-flight", "1");

        assertThat(run.code()).isEqualTo(75);
        assertThat(run.out())
                .containsPattern("\n1 in flight: of ([\\d,]+) calls \\1 were not answered as expected: \\1 x 429\n")
                .contains("\n1 in flight: refused after ");
    }

    @Test
    void bench_failedCalls_endWithOne() throws IOException {
        Run run = bench(refusingAfterTheFirst(500), "demo/shout", "--in-flight", "1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains(" x 500");
    }

    /** The first call is the one that shows that it works; then the runtime is asked how it is. */
    private static IntFunction<String> refusingAfterTheFirst(int status) {
        return number -> number == 0 ? RESULT : FakeServer.status(number == 1 ? 404 : status);
    }

    @Test
    void bench_noRuntime_saysHowToStartOne() throws IOException {
        int port;
        try (FakeServer server = new FakeServer(number -> RESULT)) {
            port = server.address().getPort();
        }

        Run run = bench("http://127.0.0.1:" + port, "demo/shout");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err()).contains("no runtime answers at").contains("sluice up");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --in-flight | 0       | --in-flight must be from 1 to 16384, was 0
            --in-flight | 16,-1   | --in-flight must be from 1 to 16384, was -1
            --rate      | 0       | --rate must be from 0.1 to 1000000, was 0
            --rate      | NaN     | --rate must be from 0.1 to 1000000, was NaN
            --seconds   | 0.05    | --seconds must be from 0.1 to 3600, was 0.05
            --rounds    | 1001    | --rounds must be from 1 to 1000, was 1001
            --warm-up   | -1      | --warm-up must be from 0 to 3600, was -1
            --loops     | 0       | --loops must be from 1 to 64, was 0
            --rate      | fast    | Invalid value for option '--rate'
            --arrivals  | regular | Invalid value for option '--arrivals'
            --vs        | shout   | Functions are named like demo/clean
            """)
    void bench_wrongOption_endsWithTwoAndSaysTheRule(String option, String value, String message) {
        Run run = asGiven("http://127.0.0.1:9", "demo/shout", option, value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void bench_runtimeBehindTls_isRefusedWithAdvice() {
        Run run = bench("https://127.0.0.1:9", "demo/shout");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("plain HTTP only");
    }
}
