package io.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.ContentType;
import io.sluice.pool.Answer;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolFailure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of pipelines, whose calls go to functions of the test. */
final class PipelinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private PipelineBench bench;
    private FakeCalls calls;

    @BeforeEach
    void open() {
        bench = new PipelineBench(folder);
        calls = bench.calls;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private JsonNode result(String yaml, String json) throws Exception {
        return bench.result(yaml, json);
    }

    private String failure(String yaml, String json) throws Exception {
        return bench.failure(yaml, json);
    }

    private Answer run(String yaml, Payload input, Duration timeout) throws Exception {
        return bench.run(yaml, input, timeout);
    }

    private Uni<Answer> answer(String yaml, Payload input, Duration timeout) throws Exception {
        return bench.answer(yaml, input, timeout);
    }

    @Test
    void calls_inARow_areGivenWhatTheOneBeforeReturned() throws Exception {
        JsonNode result = result("""
                do:
                - up: {call: t/upper, input: {from: '${ .name }'}}
                - wrap: {call: t/echo, with: {said: '${ . }', by: '${ $workflow.input.name }'}}
                """, "{\"name\": \"ann\"}");

        assertThat(result).isEqualTo(JSON.readTree("{\"said\": \"ANN\", \"by\": \"ann\"}"));
        assertThat(calls.made).allMatch(call -> call.parent().equals("token-1"));
    }

    @Test
    void bytes_thatNoExpressionReads_stayBytes() throws Exception {
        Payload bytes = new Payload(ContentType.BINARY, Buffer.buffer(new byte[] {1, 2, 3}));

        Answer answer = run("do: [{a: {call: t/echo}}]", bytes, Duration.ofSeconds(20));

        assertThat(answer).isEqualTo(new Answer.Result(bytes, Map.of()));
    }

    @Test
    void loop_inParallel_keepsTheOrderAndItsWidth() throws Exception {
        JsonNode result = result("""
                do:
                - each:
                    for: {each: n, in: '${ . }'}
                    metadata: {parallel: 3}
                    do: [{slow: {call: t/slow, with: '${ $n }'}}]
                """, "[5, 4, 3, 2, 1, 0]");

        assertThat(result).isEqualTo(JSON.readTree("[5, 4, 3, 2, 1, 0]"));
        assertThat(calls.mostAtOnce()).isEqualTo(3);
    }

    @Test
    void run_thatBegins_saysWhatItIsGoingToCallInAnyCaseBehindTheFirst() throws Exception {
        var unused = result("""
                do:
                - first: {call: t/slow, with: 1}
                - a: {call: t/echo}
                - both: {fork: {branches: [{b: {call: t/upper}}, {c: {call: t/upper}}]}}
                - maybe: {if: 'false', call: t/slow}
                - choose: {switch: [{x: {then: end}}]}
                - never: {call: t/fail}
                """, "1");

        assertThat(calls.expected).containsExactly("t/echo 1", "t/upper 2");
    }

    @Test
    void loop_inParallel_saysHowManyCallsThereWillBeAtOnceBehindTheFirst() throws Exception {
        var unused = result("""
                do:
                - each:
                    for: {in: '[range(64)]'}
                    metadata: {parallel: 8}
                    do: [{a: {call: t/echo, with: '${ $item }'}}, {b: {call: t/upper}}]
                - few: {for: {in: '[1, 2]'}, metadata: {parallel: 8}, do: [{c: {set: a}}, {d: {call: t/upper}}]}
                - one: {for: {in: '[1, 2]'}, metadata: {parallel: 8}, do: [{e: {call: t/upper}}]}
                """, "1");

        assertThat(calls.expected).containsExactly("t/upper 8", "t/upper 2");
    }

    @Test
    void loop_withoutParallel_handsEachRoundWhatTheOneBeforeLeft() throws Exception {
        JsonNode result = result("""
                do:
                - sum:
                    for: {each: n, at: i, in: .numbers}
                    while: $i < 3
                    do: [{add: {set: {numbers: '${ .numbers }', total: '${ .total + $n }'}}}]
                    output: {as: '${ .total }'}
                """, "{\"numbers\": [1, 2, 3, 4], \"total\": 0}");

        assertThat(result).hasToString("6");
    }

    @Test
    void loop_ofManyRounds_doesNotGrowTheStack() throws Exception {
        String yaml = "do: [{l: {for: {in: '[range(900)]'}, do: [{s: {set: 1}}]}}]";

        assertThat(result(yaml, "null")).hasToString("1");
    }

    @Test
    void loop_overWhatIsNoList_saysWhereAndWhat() throws Exception {
        assertThat(failure("do: [{l: {for: {in: .x}, do: [{s: {set: 1}}]}}]", "{\"x\": \"abc\"}"))
                .contains("task '/do/0/l/for/in'", "must be a list, was STRING", "status 400");
    }

    @Test
    void loop_inParallelWithAFailure_endsTheOthers() throws Exception {
        String yaml = """
                do:
                - each:
                    for: {in: '[1, 2]'}
                    metadata: {parallel: 2}
                    do:
                    - a: {switch: [{one: {when: $item == 1, then: hang}}, {two: {then: later}}]}
                    - later: {call: t/after}
                    - fail: {call: t/fail}
                    - hang: {call: t/hang}
                """;

        assertThat(failure(yaml, "null")).contains("task '/do/0/each/do/2/fail'");
        assertThat(calls.givenUp).isDone();
    }

    @Test
    void loop_thatCollects_leavesResultsAndErrorsSideBySide() throws Exception {
        JsonNode result = result("""
                do:
                - each:
                    for: {in: '[1, 2, 3]'}
                    metadata: {parallel: 2, onError: collect}
                    do:
                    - a: {switch: [{two: {when: $item == 2, then: fail}}]}
                    - good: {call: t/echo, with: '${ $item }', then: exit}
                    - fail: {call: t/fail}
                """, "null");

        assertThat(result.path("results")).isEqualTo(JSON.readTree("[1, null, 3]"));
        assertThat(result.path("errors").path(0).isNull()).isTrue();
        assertThat(result.path("errors").path(1).path("instance").asText()).isEqualTo("/do/0/each/do/2/fail");
    }

    @Test
    void loop_thatCollects_doesNotOutliveTheLimitsOfItsRun() throws Exception {
        String yaml =
                "do: [{l: {for: {in: '[range(1100)]'}, metadata: {parallel: 4, onError: collect}, do: [{s: {set: 1}}]}}]";

        assertThat(failure(yaml, "null")).contains("sluice.pipelines.steps");
    }

    @Test
    void fork_ofBranches_listsTheirResultsInOrder() throws Exception {
        String yaml = "do: [{f: {fork: {branches: [{a: {call: t/slow, with: '${ 3 }'}}, {b: {set: 2}}]}}}]";

        assertThat(result(yaml, "null")).isEqualTo(JSON.readTree("[3, 2]"));
    }

    @Test
    void fork_thatCompetes_takesTheFirstAndEndsTheOthers() throws Exception {
        String yaml =
                "do: [{f: {fork: {compete: true, branches: [{a: {call: t/hang}}, {b: {call: t/after, with: '${ 2 }'}}]}}}]";

        assertThat(result(yaml, "null")).hasToString("2");
        assertThat(calls.givenUp).isDone();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kind": "a"} | 1
            {"kind": "b"} | 2
            {"kind": "c"} | 3
            """, quoteCharacter = '`')
    void choice_byItsCases_leadsToATask(String input, String value) throws Exception {
        String yaml = """
                do:
                - choose: {switch: [{a: {when: '.kind == "a"', then: one}}, {b: {when: '${ .kind == "b" }', then: two}}], then: other}
                - one: {set: 1, then: end}
                - two: {set: 2, then: exit}
                - other: {set: 3}
                """;

        assertThat(result(yaml, input)).hasToString(value);
    }

    @Test
    void task_whoseConditionDoesNotHold_isPassedOver() throws Exception {
        assertThat(result("do: [{a: {if: .x > 1, set: 9}}]", "{\"x\": 1}")).hasToString("{\"x\":1}");
    }

    @Test
    void context_thatATaskExported_isThereForLaterOnes() throws Exception {
        String yaml = """
                do:
                - a: {set: {n: 1}, export: {as: '${ {first: .n} }'}}
                - b: {set: {n: 2}}
                - c: {set: '${ $context.first + .n }'}
                """;

        assertThat(result(yaml, "null")).hasToString("3");
    }

    @Test
    void failure_thatIsCaught_isTriedAgainAndThenRecovered() throws Exception {
        String yaml = """
                do:
                - t:
                    try: [{a: {call: t/fail}}]
                    catch:
                      as: why
                      retry: {delay: {milliseconds: 1}, limit: {attempt: {count: 2}}}
                      do: [{b: {set: '${ $why }'}}]
                """;

        JsonNode error = result(yaml, "null");

        assertThat(calls.made).hasSize(3);
        assertThat(error.path("instance").asText()).isEqualTo("/do/0/t/try/0/a");
        assertThat(error.path("status").asInt()).isEqualTo(500);
        assertThat(error.path("detail").asText()).isEqualTo("no good");
    }

    @Test
    void failure_ofAnotherKindThanWhatIsCaught_goesOn() throws Exception {
        String yaml = "do: [{t: {try: [{a: {call: t/fail}}], catch: {errors: {with: {status: 404}}}}}]";

        assertThat(failure(yaml, "null")).contains("/do/0/t/try/0/a", "no good");
    }

    @Test
    void raise_ofAnError_failsWithIt() throws Exception {
        String yaml = """
                do:
                - a:
                    raise:
                      error: {type: 'https://example.com/errors/shy', status: 418, title: '${ "no " + .what }'}
                """;

        assertThat(failure(yaml, "{\"what\": \"tea\"}"))
                .isEqualTo("task '/do/0/a': no tea (https://example.com/errors/shy, status 418)");
    }

    @Test
    void task_thatTakesLongerThanItMay_fails() throws Exception {
        assertThat(failure("do: [{a: {call: t/hang, timeout: {after: PT0.02S}}}]", "null"))
                .contains("task '/do/0/a'", "timeout", "status 408");
    }

    @Test
    void run_thatTakesLongerThanItsCallHas_isEnded() {
        assertThatThrownBy(() -> run("do: [{a: {wait: PT1H}}]", Payload.NOTHING, Duration.ofMillis(20)))
                .hasCauseInstanceOf(PoolFailure.TimedOut.class);
    }

    @Test
    void run_thatGoesInCircles_isEndedEvenInsideATry() throws Exception {
        String yaml = "do: [{t: {try: [{a: {set: 1}}, {b: {if: 'true', set: 2, then: a}}], catch: {}}}]";

        assertThat(failure(yaml, "null")).contains("at most 1000 tasks (sluice.pipelines.steps)");
    }

    @Test
    void run_thatMakesTooMuch_isEnded() throws Exception {
        assertThat(failure("do: [{a: {set: '${ [range(10000)] }'}}]", "null"))
                .contains("task '/do/0/a'", "at most 65536 bytes", "sluice.pipelines.data");
    }

    @Test
    void expression_thatTakesTooLong_failsItsTask() throws Exception {
        assertThat(failure("do: [{a: {set: '${ last(range(1e12)) }'}}]", "null"))
                .contains("task '/do/0/a'", "last(range(1e12))", "status 400");
    }

    @Test
    void runs_moreThanThereMayBe_areRefused() throws Exception {
        Uni<Answer> hanging = answer("do: [{a: {call: t/hang}}]", Payload.NOTHING, Duration.ofSeconds(20));
        hanging.subscribe().with(_ -> {}, _ -> {});
        hanging.subscribe().with(_ -> {}, _ -> {});

        assertThatThrownBy(() -> run("do: [{a: {set: 1}}]", Payload.NOTHING, Duration.ofSeconds(20)))
                .hasCauseInstanceOf(PoolFailure.Overloaded.class)
                .hasMessageContaining("sluice.pipelines.runs");
    }

    @Test
    void run_givenUp_givesItsCallUp() throws Exception {
        Uni<Answer> hanging = answer("do: [{a: {call: t/hang}}]", Payload.NOTHING, Duration.ofSeconds(20));
        Cancellable running = hanging.subscribe().with(_ -> {});
        calls.hangs.get(20, TimeUnit.SECONDS);

        running.cancel();

        calls.givenUp.get(20, TimeUnit.SECONDS);
    }
}
