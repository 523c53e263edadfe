package io.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Serverless Workflow DSL's own conformance features ask of those who carry it out, in pipelines of this test. */
final class ConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER = """
            document: {dsl: '1.0.3', namespace: t, name: conforms, version: '1.0.0'}
            """;

    @TempDir
    Path folder;

    private PipelineBench bench;
    private TestService service;

    @BeforeEach
    void open() throws Exception {
        bench = new PipelineBench(folder);
        service = new TestService(bench);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private JsonNode result(String tasks, String json) throws Exception {
        return bench.result(HEADER + tasks, json);
    }

    private void leaves(String tasks, String input, String output) throws Exception {
        assertThat(result(tasks, input)).isEqualTo(JSON.readTree(output));
    }

    @Test
    void fork_ofBranchesThatCompete_leavesWhatOneOfThemMade() throws Exception {
        JsonNode output = result("""
                do:
                - race:
                    fork:
                      compete: true
                      branches:
                      - one: {set: {seen: '${ .seen + ["one"] }'}}
                      - two: {set: {seen: '${ .seen + ["two"] }'}}
                """, "{}");

        assertThat(output.path("seen")).hasSize(1);
    }

    @Test
    void tasks_ofAList_areDoneInTheirOrder() throws Exception {
        leaves("""
                do:
                - all:
                    do:
                    - one: {set: {seen: '${ .seen + [1] }'}}
                    - two: {set: {seen: '${ .seen + [2] }'}}
                - three: {set: {seen: '${ .seen + [3] }'}}
                """, "null", "{\"seen\": [1, 2, 3]}");
    }

    @Test
    void tasks_thatNameWhatFollows_areDoneInThatOrder() throws Exception {
        leaves("""
                do:
                - one: {set: {seen: '${ .seen + [1] }'}, then: two}
                - three: {set: {seen: '${ .seen + [3] }'}, then: end}
                - two: {set: {seen: '${ .seen + [2] }'}, then: three}
                """, "{}", "{\"seen\": [1, 2, 3]}");
    }

    @Test
    void loop_withoutANameForTheIndex_hasItAsIndex() throws Exception {
        leaves("""
                do:
                - each:
                    for: {each: word, in: .words}
                    do:
                    - note: {set: {noted: '${ {words: (.noted.words + [$word]), at: (.noted.at + [$index])} }'}}
                """, "{\"words\": [\"a\", \"b\"]}", "{\"noted\": {\"words\": [\"a\", \"b\"], \"at\": [0, 1]}}");
    }

    @Test
    void set_ofAnObject_keepsWhatIsNoExpression() throws Exception {
        leaves(
                "do: [{make: {set: {kind: box, size: '${ .wish.size }'}}}]",
                "{\"wish\": {\"size\": {\"x\": 2}}}",
                "{\"kind\": \"box\", \"size\": {\"x\": 2}}");
    }

    @Test
    void choice_whereNoCaseHolds_goesWhereTheTaskSays() throws Exception {
        leaves("""
                do:
                - choose: {switch: [{big: {when: .n > 9, then: mark}}], then: end}
                - mark: {set: {big: true}}
                """, "{\"n\": 1}", "{\"n\": 1}");
    }

    @Test
    void choice_withoutACondition_isTakenLast() throws Exception {
        leaves("""
                do:
                - choose:
                    switch:
                    - big: {when: .n > 9, then: mark}
                    - any: {then: other}
                - mark: {set: {big: true}, then: end}
                - other: {set: {had: '${ $input.n }'}}
                """, "{\"n\": 1}", "{\"had\": 1}");
    }

    @Test
    void input_fromAnExpressionWithoutBraces_isWhatTheTaskIsGiven() throws Exception {
        leaves("do: [{pick: {input: {from: .a.b}, set: {x: '${ . }'}}}]", "{\"a\": {\"b\": \"c\"}}", "{\"x\": \"c\"}");
    }

    @Test
    void output_asAnExpressionWithoutBraces_seesWhatTheTaskWasGiven() throws Exception {
        leaves(
                "do: [{pick: {input: {from: .n}, set: {m: 2}, output: {as: '{all: [$input, .m]}'}}}]",
                "{\"n\": 1}",
                "{\"all\": [1, 2]}");
    }

    @Test
    void raise_ofAnError_failsWithItsFieldsAndItsPlace() throws Exception {
        assertThat(bench.failure(
                        HEADER
                                + "do: [{stop: {raise: {error: {status: 400, type: 'https://example.com/odd', title: Odd}}}}]",
                        "{}"))
                .isEqualTo("task '/do/0/stop': Odd (https://example.com/odd, status 400)");
    }

    @Test
    void emit_ofAnEvent_leavesItWithWhatEachHas() throws Exception {
        JsonNode event = result("""
                do:
                - tell:
                    emit: {event: {with: {source: 'https://example.com', type: t.echo, data: {hello: '${ "to " + .name }'}}}}
                """, "{\"name\": \"ann\"}");

        assertThat(event.path("data")).isEqualTo(JSON.readTree("{\"hello\": \"to ann\"}"));
        assertThat(event.path("source").asText()).isEqualTo("https://example.com");
        assertThat(event.fieldNames()).toIterable().contains("id", "time", "type", "specversion");
        assertThat(bench.calls.made).singleElement().satisfies(call -> {
            assertThat(call.function()).isEqualTo("t/echo");
            assertThat(call.payload().bytes()).hasToString("{\"hello\":\"to ann\"}");
            assertThat(call.attributes())
                    .containsEntry("ce-type", "t.echo")
                    .containsEntry("ce-id", event.path("id").asText());
        });
    }

    @Test
    void emit_ofAnEventThatNobodyTakes_goesOn() throws Exception {
        assertThat(result("do: [{tell: {emit: {event: {with: {source: x, type: nobody.there}}}}}]", "{}")
                        .path("type")
                        .asText())
                .isEqualTo("nobody.there");
        assertThat(bench.calls.made).isEmpty();
    }

    @Test
    void http_withFieldsOfTheInputInItsAddress_leavesTheBody() throws Exception {
        leaves("""
                do:
                - ask: {call: http, with: {method: get, endpoint: {uri: '%s/say?what={word}'}}, output: {as: .query}}
                """.formatted(service.address()), "{\"word\": \"a b\"}", "\"what=a%20b\"");
    }

    @Test
    void http_forTheResponse_leavesRequestStatusHeadersAndContent() throws Exception {
        JsonNode output = result("""
                do: [{ask: {call: http, with: {method: post, endpoint: '%s/say', output: response, body: {n: 1}, headers: {x-a: b}}}}]
                """.formatted(service.address()), "{}");

        assertThat(output.path("statusCode").asInt()).isEqualTo(200);
        assertThat(output.path("request").path("method").asText()).isEqualTo("POST");
        assertThat(output.path("request").path("headers").path("x-a").asText()).isEqualTo("b");
        assertThat(output.path("request").path("uri").asText()).isEqualTo(service.address() + "/say");
        assertThat(output.path("headers").path("content-type").asText()).isEqualTo("application/json");
        assertThat(output.path("content").path("body").asText()).isEqualTo("{\"n\":1}");
    }

    @Test
    void http_withNameAndPassword_sendsThemAndShowsThemNowhere() throws Exception {
        JsonNode output = result("""
                do:
                - ask:
                    call: http
                    with:
                      method: get
                      output: response
                      endpoint:
                        uri: %s/say
                        authentication: {basic: {username: '${ .user }', password: '${ .word }'}}
                """.formatted(service.address()), "{\"user\": \"ann\", \"word\": \"open\"}");

        assertThat(output.path("content").path("authorization").asText()).isEqualTo("Basic YW5uOm9wZW4=");
        assertThat(output.path("request").path("headers").has("authorization")).isFalse();
    }

    @Test
    void http_withAStatusOfFailure_isCaughtByTypeAndStatusInTheWordsOfAnyVersion() throws Exception {
        String tasks = """
                do:
                - look:
                    try: [{ask: {call: http, with: {method: get, endpoint: '%s/missing/{name}'}}}]
                    catch:
                      errors: {with: {type: 'https://serverlessworkflow.io/%s/communication', status: 404}}
                      as: why
                      do: [{tell: {set: {error: '${ $why }'}}}]
                """;

        JsonNode error = result(tasks.formatted(service.address(), "dsl/errors/types"), "{\"name\": \"x\"}")
                .path("error");

        assertThat(error.path("instance").asText()).isEqualTo("/do/0/look/try/0/ask");
        assertThat(error.path("title").asText()).isEqualTo("Not Found");
        assertThat(result(tasks.formatted(service.address(), "spec/1.0.0/errors"), "{}")
                        .has("error"))
                .isTrue();
    }

    @Test
    void http_withAnotherStatusThanWhatIsCaught_fails() throws Exception {
        assertThat(bench.failure("""
                do:
                - look:
                    try: [{ask: {call: http, with: {method: get, endpoint: '%s/missing'}}}]
                    catch: {errors: {with: {status: 503}}}
                """.formatted(service.address()), "{}"))
                .contains(
                        "task '/do/0/look/try/0/ask': Not Found: GET " + service.address() + "/missing", "status 404");
    }

    @Test
    void http_whereTheNetworkIsNotAllowed_isRefused() throws Exception {
        assertThat(bench.failureIsolated(
                        "do: [{ask: {call: http, with: {method: get, endpoint: '%s/say'}}}]"
                                .formatted(service.address()),
                        "{}"))
                .contains("permissions.network is isolated", "errors/authorization, status 403");
    }

    @Test
    void http_withALargerAnswerThanTheRunMayHave_isEnded() throws Exception {
        assertThat(bench.failure(
                        "do: [{ask: {call: http, with: {method: get, endpoint: '%s/large'}}}]"
                                .formatted(service.address()),
                        "{}"))
                .contains("sluice.pipelines.data");
    }

    @Test
    void openapi_ofAnOperation_sendsItsParametersWhereTheyBelong() throws Exception {
        leaves(
                """
                do:
                - ask:
                    call: openapi
                    with:
                      document: {endpoint: '%s/openapi'}
                      operationId: say
                      parameters: {what: '${ .word }', id: 7}
                    output: {as: '{path, query}'}
                """.formatted(service.address()),
                "{\"word\": \"hi\"}",
                "{\"path\": \"/base/say/7\", \"query\": \"what=hi\"}");
    }

    @Test
    void schema_thatTheInputBreaks_failsAsValidation() throws Exception {
        assertThat(bench.failure("""
                input: {schema: {format: json, document: {type: object, required: [n]}}}
                do: [{a: {set: 1}}]
                """, "{}")).contains("required", "errors/validation, status 400");
    }

    @Test
    void function_ofTheFileItself_isCalledWithWhatItIsGiven() throws Exception {
        leaves("""
                use:
                  functions:
                    twice: {set: {n: '${ .n * 2 }'}}
                do:
                - one: {call: twice, with: {n: '${ .start }'}}
                - two: {call: twice}
                """, "{\"start\": 2}", "{\"n\": 8}");
    }

    @Test
    void run_ofAnotherWorkflow_callsItAsAFunction() throws Exception {
        leaves(
                "do: [{other: {run: {workflow: {namespace: t, name: upper, version: latest, input: '${ .say }'}}}}]",
                "{\"say\": \"hi\"}",
                "\"HI\"");
    }

    @Test
    void variables_ofTheRun_tellWhatRunsAndSinceWhen() throws Exception {
        leaves("""
                do:
                - a:
                    set:
                    - ${ $workflow.definition.document.name }
                    - ${ $workflow.startedAt.epoch.seconds }
                    - ${ $task.name }
                    - ${ $task.definition.metadata.note }
                    - ${ $runtime.name }
                    metadata: {note: here}
                """, "{}", "[\"conforms\", 1700000000, \"a\", \"here\", \"sluice\"]");
    }
}
