package io.sluice.gateway.faces;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.testing.SmallGateway;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Simple KEY", "simple KEY", "Bearer KEY", "BEARER  KEY", "KEY", "  KEY "})
    void key_inAnySpelling_opens(String header) {
        try (SmallGateway gateway = new SmallGateway(folder)) {
            assertThat(status(gateway, header.replace("KEY", gateway.key))).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic KEY", "Simple", "Simple x", "KEYx", "Simple KEY KEY", ""})
    void anythingElse_isRefused(String header) {
        try (SmallGateway gateway = new SmallGateway(folder)) {
            assertThat(status(gateway, header.replace("KEY", gateway.key))).isEqualTo(401);
        }
    }

    private static HttpResponse<String> fromPage(SmallGateway gateway, String key, String origin) {
        return gateway.send(gateway.bare("/v1/nothing")
                .header("Authorization", "Simple " + key)
                .header("Origin", origin));
    }

    @Test
    void pageOfAnotherOrigin_usesKeysThatAreForIt() {
        try (SmallGateway gateway = new SmallGateway(folder)) {
            Rights web = new Rights(KeyKind.ALGORITHM, List.of(), false, false, false, "example.org");
            String forPages = gateway.keys.create("demo", "", web).key();

            HttpResponse<String> let = fromPage(gateway, forPages, "https://example.org");
            assertThat(let.statusCode()).isEqualTo(404);
            assertThat(let.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://example.org");

            HttpResponse<String> elsewhere = fromPage(gateway, forPages, "https://evil.net");
            assertThat(elsewhere.statusCode()).isEqualTo(403);
            assertThat(elsewhere.body()).contains("'https://evil.net'", "'example.org'", "2001");
            assertThat(elsewhere.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();

            assertThat(fromPage(gateway, gateway.key, "https://example.org").body())
                    .contains("no web pages");
        }
    }

    @Test
    void browserThatAsksWhatPagesMaySend_isToldWithoutAKey() {
        try (SmallGateway gateway = new SmallGateway(folder)) {
            HttpRequest.Builder question = gateway.bare("/v1/algo/demo/a")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .header("Origin", "https://example.org");
            assertThat(gateway.send(question).statusCode()).isEqualTo(401);

            HttpResponse<String> answer = gateway.send(question.header("Access-Control-Request-Method", "POST"));

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                    .hasValueSatisfying(headers -> assertThat(headers).contains("authorization"));
        }
    }

    private static int status(SmallGateway gateway, String header) {
        return gateway.send(gateway.bare("/v1/nothing").header("Authorization", header))
                .statusCode();
    }

    @Test
    void missingKey_isSaidInBodyAndHeader() {
        try (SmallGateway gateway = new SmallGateway(folder)) {
            HttpResponse<String> reply = gateway.send(gateway.bare("/fn/demo/a"));

            assertThat(reply.statusCode()).isEqualTo(401);
            assertThat(reply.body())
                    .contains("\"code\":2002")
                    .contains("\"message\":\"authorization required\"")
                    .contains("'Authorization: Simple KEY'");
            assertThat(reply.headers().firstValue("X-Error-Message")).hasValue("authorization required");
        }
    }

    @Test
    void health_needsNoKeyAndNothingElseDoes() {
        try (SmallGateway gateway = new SmallGateway(folder)) {
            assertThat(gateway.send(gateway.bare("/q/health/live")).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(gateway.bare("/q/healthy")).statusCode()).isEqualTo(401);
            assertThat(gateway.send(gateway.bare("/q/metrics")).statusCode()).isEqualTo(401);
            assertThat(gateway.send(gateway.bare("/q/health/../metrics")).statusCode())
                    .isNotEqualTo(200);
        }
    }
}
