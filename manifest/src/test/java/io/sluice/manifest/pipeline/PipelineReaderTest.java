package io.sluice.manifest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.contract.FunctionReference;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.ManifestProblem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PipelineReaderTest {

    private static Pipeline read(String yaml) throws InvalidManifestException {
        return PipelineReader.read("pipeline.yaml", yaml);
    }

    private static List<String> problems(String yaml) {
        InvalidManifestException invalid = catchThrowableOfType(InvalidManifestException.class, () -> read(yaml));
        assertThat(invalid).as("what is wrong with %s", yaml).isNotNull();
        return invalid.problems().stream().map(ManifestProblem::toString).toList();
    }

    /** The step of a pipeline whose only task has these fields. */
    private static Step step(String fields) throws InvalidManifestException {
        return read("do: [{a: {" + fields + "}}]").steps().getFirst();
    }

    @Test
    void call_ofAFunction_hasItsReferenceAndPlace() throws Exception {
        Step step = step("call: demo/clean@1.2.0, timeout: {after: PT2S}, then: end");

        assertThat(step.task()).isEqualTo(new Task.Call(FunctionReference.parse("demo/clean@1.2.0"), null));
        assertThat(step.pointer()).isEqualTo("/do/0/a");
        assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(step.then()).isEqualTo(new Then.End());
    }

    @Test
    void call_inTheLongForm_isTheSameCall() throws Exception {
        Task.Call call = (Task.Call) step("call: function, with: {function: demo/clean, input: '${ .x }'}")
                .task();

        assertThat(call.function()).isEqualTo(FunctionReference.parse("demo/clean"));
        assertThat(call.input()).isInstanceOf(Template.Computed.class);
    }

    @Test
    void loop_withoutNames_hasThoseOfTheSpecification() throws Exception {
        Task.For loop = (Task.For) step("for: {in: .x}, do: [{b: {set: 1}}], metadata: {parallel: 4}")
                .task();

        assertThat(List.of(loop.each(), loop.at(), loop.items().toString(), loop.parallel()))
                .containsExactly("item", "index", ".x", 4);
        assertThat(loop.steps().getFirst().pointer()).isEqualTo("/do/0/a/do/0/b");
    }

    @Test
    void retry_ofThoseForUseBySeveral_isFoundByItsName() throws Exception {
        Pipeline pipeline = read("""
                use: {retries: {patient: {delay: PT1S, backoff: {exponential: {}}, limit: {attempt: {count: 5}}}}}
                do: [{a: {try: [{b: {call: demo/b}}], catch: {retry: patient}}}]
                """);
        Task.Try attempt = (Task.Try) pipeline.steps().getFirst().task();
        RetryPolicy retry = Objects.requireNonNull(attempt.recovery().retry());

        assertThat(retry.attempts()).isEqualTo(5);
        assertThat(List.of(retry.delay(1), retry.delay(2), retry.delay(3)))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void task_whoseKindIsMistyped_isToldWhatWasMeant() {
        assertThat(problems("do: [{a: {cal: demo/b}}]"))
                .singleElement()
                .asString()
                .contains("did you mean 'call'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            nosuch(.x) ~ nosuch/1
            .a | map(tostring | nosuch) ~ nosuch/0
            def f(g): g; f(.x; .y) ~ f/2
            env ~ env/0
            """)
    void expression_thatCallsAFunctionThatThereIsNot_isAProblem(String jq, String function) {
        assertThat(problems("do: [{a: {set: '${ " + jq + " }'}}]"))
                .containsExactly("pipeline.yaml:1: /do/0/a/set: calls a jq function that there is not: " + function
                        + ", was ' " + jq + " '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f(g; $n): g + $n; f(.x; 1)",
                "def f: def g: 3; g; f",
                ".a as {b: $c} | [limit(3; .[])] | map(select(. != null)) | first",
                "reduce .[] as $x (0; . + $x) | tostring | @base64",
                "[splits(\", *\")] | to_entries | group_by(.value) | del(.[0]) | paths | ascii_downcase?"
            })
    void expression_thatCallsWhatIsThere_isSound(String jq) throws Exception {
        assertThat(step("set: '${ " + jq + " }'").task()).isInstanceOf(Task.Set.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{a: {set: 1, then: b}}, {b: {set: 2, then: a}}]",
                "[{a: {set: 1}}, {b: {wait: PT1S}}, {c: {set: 2, then: b}}]",
                "[{a: {set: 1, then: a}}]"
            })
    void tasks_thatLeadRoundAndRound_areAProblem(String tasks) {
        assertThat(problems("do: " + tasks))
                .singleElement()
                .asString()
                .contains("/then: must not lead round and round");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{a: {set: 1}}, {b: {switch: [{x: {when: .n > 3, then: end}}]}}, {c: {set: 2, then: a}}]",
                "[{a: {set: 1}}, {b: {if: .n < 3, set: 1, then: a}}]",
                "[{a: {set: 1, then: c}}, {b: {set: 1, then: end}}, {c: {set: 1, then: b}}]",
                "[{a: {set: 1, then: end}}, {b: {set: 1, then: a}}]"
            })
    void tasks_thatLeadBackWhereOneChooses_areSound(String tasks) throws Exception {
        assertThat(read("do: " + tasks).steps()).isNotEmpty();
    }

    @Test
    void call_ofNoFunctionOfTheFile_isToldThoseThatItHas() {
        assertThat(problems("{use: {functions: {twice: {set: 1}}}, do: [{a: {call: twise}}]}"))
                .singleElement()
                .asString()
                .contains("or one of use.functions: twice, was 'twise'");
    }

    @Test
    void nameOfNothing_isOneProblem() {
        assertThat(problems("do: [{a: {raise: {error: gone}}}]")).hasSize(1);
        assertThat(
                        problems(
                                "do: [{a: {call: http, with: {method: get, endpoint: {uri: 'http://x', authentication: {use: gone}}}}}]"))
                .containsExactly("pipeline.yaml:1: /do/0/a/with/endpoint/authentication/use: must be defined under"
                        + " use.authentications, or written out here, was 'gone'");
    }

    @Test
    void secrets_thatTheFileNames_mayBeUsed() throws Exception {
        assertThat(read("{use: {secrets: [API_KEY, OTHER]}, do: [{a: {set: '${ [$secrets.API_KEY, $secrets] }'}}]}")
                        .secrets())
                .containsExactly("API_KEY", "OTHER");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {do: [{a: {set: '${ $secrets.API_KEY }'}}]} ~ /do/0/a/set: uses a secret that the file does not name: add 'use: {secrets: [API_KEY]}'
            {do: [{a: {if: '$secrets | length > 0', set: 1}}]} ~ /do/0/a/if: uses a secret that the file does not name: add 'use: {secrets: [NAME]}'
            {use: {secrets: [A]}, do: [{a: {set: {x: ['${ $secrets.AB }']}}}]} ~ /do/0/a/set/x: uses a secret that the file does not name: add 'use: {secrets: [AB]}'
            {use: {secrets: [a-b]}, do: [{a: {set: 1}}]} ~ /use/secrets: must be names of letters, digits and '_'
            {use: {secrets: {A: b}}, do: [{a: {set: 1}}]} ~ /use/secrets: must be a list of names
            """)
    void secrets_thatTheFileDoesNotName_areProblems(String yaml, String problem) {
        assertThat(problems(yaml)).singleElement().asString().contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait: PT1M30S", "wait: {minutes: 1, seconds: 30}"})
    void wait_inBothForms_isTheSame(String task) throws Exception {
        assertThat(step(task).task()).isEqualTo(new Task.Wait(Duration.ofSeconds(90)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cal: demo/a                | /do/0/a: must say what it does by one of call, do, emit, for, fork, raise, run, set, switch, try, wait; did you mean 'call'?, was '{"cal":"demo/a"}'
            call: demo                 | /do/0/a/call: must be a function, such as demo/clean or demo/clean@1.2.0, was 'demo'
            call: grpc, with: {}       | /do/0/a/call: is not carried out here; call a function that does it, was 'grpc'
            call: http, with: {}       | /do/0/a/with/method: must be one of get, head, post, put, patch, delete, options
            call: http, with: {method: get, endpoint: 'ftp://x'} | /do/0/a/with/endpoint: must be an address of http or https, or an expression for one, was 'ftp://x'
            call: http, with: {method: get, endpoint: {uri: 'http://x', authentication: {oauth2: {}}}} | /do/0/a/with/endpoint/authentication/oauth2: is not carried out here
            call: openapi, with: {document: {endpoint: 'http://x'}} | /do/0/a/with/operationId: is required
            call: demo/a, wiht: {}     | /do/0/a/wiht: is not a field here; did you mean 'with'?
            call: demo/a, then: b      | /do/0/a/then: must be continue, exit, end, or the name of a task of the same list, was 'b'
            call: demo/a, if: '.a ='   | /do/0/a/if: must be a jq expression
            emit: {}                   | /do/0/a/emit/event/with/source: is required
            listen: {}                 | /do/0/a/listen: is not carried out here; call a function that does it
            run: {shell: {command: ls}} | /do/0/a/run/shell: is not carried out here; call a function that does it
            set: 1, input: {schema: {resource: {endpoint: 'http://x'}}} | /do/0/a/input/schema/resource: is not fetched here
            set: 1, output: {schema: {document: {$ref: 'http://x/y'}}} | /do/0/a/output/schema/document: must be a JSON schema that refers to no other
            set: 1, timeout: soon      | /do/0/a/timeout: must be defined under use.timeouts, or written out here, was 'soon'
            wait: 2s                   | /do/0/a/wait: must be a duration, such as 'PT2S' or '{seconds: 2}', was '2s'
            wait: {days: 2}            | /do/0/a/wait: must be from 0 to 24 hours
            set: {x: '${ .a = }'}      | /do/0/a/set/x: must be a jq expression
            do: []                     | /do/0/a/do: must be a list of 1 to 200 tasks
            for: {}, do: [{b: {set: 1}}] | /do/0/a/for/in: is required
            for: {in: .a, each: 1x}, do: [{b: {set: 1}}] | /do/0/a/for/each: must be a name for a variable
            for: {in: .a}, do: [{b: {set: 1}}], metadata: {parallel: 1000} | /do/0/a/metadata/parallel: must be a whole number from 1 to 256, was '1000'
            for: {in: .a}, while: .b, do: [{b: {set: 1}}], metadata: {parallel: 2} | /do/0/a/while: needs rounds one after the other
            for: {in: .a}, do: [{b: {set: 1}}], metadata: {onError: collect} | /do/0/a/metadata/onError: must be fail, or collect beside 'parallel', was 'collect'
            switch: []                 | /do/0/a/switch: must be a list of cases
            try: [{b: {set: 1}}]       | /do/0/a/catch: is required
            try: [{b: {set: 1}}], catch: {retry: often} | /do/0/a/catch/retry: must be defined under use.retries, or written out here, was 'often'
            raise: {error: {type: a}}  | /do/0/a/raise/error: must have at least a type and a status
            fork: {branches: [{b: {set: 1, then: c}}, {c: {set: 2}}]} | /do/0/a/fork/branches/0/b/then: must not lead from one branch to another, was 'b'
            """, quoteCharacter = '`')
    void read_wrongTask_namesFileLinePointerRuleAndValue(String task, String problem) {
        assertThat(problems("do:\n- a: {" + task + "}\n"))
                .anySatisfy(line -> assertThat(line).startsWith("pipeline.yaml:2: " + problem));
    }

    @Test
    void read_severalMistakes_tellsAllInTheirOrder() {
        assertThat(problems("document: {dsl: '2.0'}\ndo:\n- a: {call: x}\n- a: {set: 1}\n- [b]\n"))
                .containsExactly(
                        "pipeline.yaml:1: /document/dsl: must be a version 1.0.x of the Serverless Workflow DSL, was '2.0'",
                        "pipeline.yaml:3: /do/0/a/call: must be a function, such as demo/clean or demo/clean@1.2.0, was 'x'",
                        "pipeline.yaml:4: /do/1/a: must not be repeated in its list, was 'a'",
                        "pipeline.yaml:5: /do/2: must be one name with its task, such as 'greet: {call: demo/greet}',"
                                + " was '[\"b\"]'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a\n",
                "do: 3\n",
                "todo: []\n",
                "do: [{a: {call: demo/a}}]\nlisten: {}\n",
                "do: [{a: {call: demo/a}}]\nschedule: {every: PT1H}\n",
                "use: {functions: {f: {call: f}}}\ndo: [{a: {call: f}}]\n"
            })
    void read_whatIsNoPipeline_isRefused(String yaml) {
        assertThat(problems(yaml)).isNotEmpty();
    }
}
