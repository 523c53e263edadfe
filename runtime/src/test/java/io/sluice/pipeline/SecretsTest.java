package io.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in expressions: used where the file says so, and seen nowhere else. */
final class SecretsTest {

    private static final String VALUE = "open \"sesame\" now";

    @TempDir
    Path folder;

    private PipelineBench bench;
    private TestService service;

    @BeforeEach
    void open() {
        bench = new PipelineBench(folder);
        bench.secrets.put("API_KEY", VALUE);
        bench.secrets.put("OTHER", "not named");
        service = new TestService(bench);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void secret_thatTheFileNames_isWhatExpressionsHave() throws Exception {
        assertThat(bench.result("""
                use: {secrets: [API_KEY]}
                do: [{a: {set: {size: '${ $secrets.API_KEY | length }', names: '${ $secrets | keys }'}}}]
                """, "{}").toString())
                .isEqualTo("{\"size\":" + VALUE.length() + ",\"names\":[\"API_KEY\"]}");
    }

    @Test
    void secret_inARequest_isSent() throws Exception {
        assertThat(bench.result("""
                use: {secrets: [API_KEY]}
                do:
                - ask:
                    call: http
                    with:
                      method: get
                      endpoint: {uri: '%s/say', authentication: {bearer: {token: '${ $secrets.API_KEY }'}}}
                    output: {as: .authorization}
                """.formatted(service.address()), "{}").asText())
                .isEqualTo("Bearer " + VALUE);
    }

    @Test
    void secret_thatNobodyHasSet_failsTheRunAndSaysHowToSetIt() throws Exception {
        assertThat(bench.failure("{use: {secrets: [GONE]}, do: [{a: {set: 1}}]}", "{}"))
                .contains("secret 'GONE' is not set: sluice secret set", " GONE", "errors/configuration, status 400");
    }

    @Test
    void history_ofARunWithSecrets_hasThemNowhere() throws Exception {
        var unused = bench.result("""
                document: {metadata: {history: io}}
                use: {secrets: [API_KEY]}
                do:
                - a: {set: {as: '${ $secrets.API_KEY }', in: '${ "the key is \\($secrets.API_KEY)." }', key: '${ {($secrets.API_KEY): [1]} }'}}
                - b: {call: t/echo, with: '${ [.as, (.as | @base64), (.as | @uri)] }'}
                """, "{}");

        List<TaskEntry> tasks = bench.history.all().getFirst().tasks();
        assertThat(tasks).hasSize(2).allSatisfy(task -> assertThat(task.toString())
                .doesNotContain("sesame"));
        assertThat(tasks.getLast().output()).isEqualTo("[\"[secret]\",\"[secret]\",\"[secret]\"]");
    }

    @Test
    void failures_ofTasksThatHadASecret_doNotSayIt() throws Exception {
        bench.secrets.put("API_KEY", "opensesamenow");

        for (String task : List.of(
                "{set: {n: '${ $secrets.API_KEY | tonumber }'}}",
                "{set: {n: '${ error($secrets.API_KEY) }'}}",
                "{raise: {error: {type: x, status: 400, title: '${ $secrets.API_KEY }'}}}",
                "{call: http, with: {method: get, endpoint: '%s/missing?key={key}'}, input: {from: '{key: $secrets.API_KEY}'}}")) {
            String failure = bench.failure(
                    "{use: {secrets: [API_KEY]}, do: [{a: " + task.formatted(service.address()) + "}]}", "{}");

            assertThat(failure).as(task).doesNotContain("opens");
            assertThat(bench.history.all().getFirst().tasks().getFirst().error())
                    .doesNotContain("opens");
        }
    }

    @Test
    void failure_hasAWordInItsPlace() throws Exception {
        assertThat(bench.failure("{use: {secrets: [API_KEY]}, do: [{a: {set: '${ error($secrets.API_KEY) }'}}]}", "{}"))
                .contains("failed: [secret]");
    }

    @Test
    void failure_thatIsCaught_doesNotSayIt() throws Exception {
        assertThat(bench.result("""
                use: {secrets: [API_KEY]}
                do:
                - a:
                    try: [{b: {set: {n: '${ error("no: " + $secrets.API_KEY) }'}}}]
                    catch: {do: [{c: {set: '${ $error.detail }'}}]}
                """, "{}").asText()).contains("no: [secret]").doesNotContain("sesame");
    }
}
