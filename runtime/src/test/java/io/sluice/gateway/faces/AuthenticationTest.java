package io.sluice.gateway.faces;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.SmallGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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

    private static int status(SmallGateway gateway, String header) {
        return gateway.send(gateway.bare("/v1/nothing").header("Authorization", header))
                .statusCode();
    }

    @Test
    void missingKey_isSaidInBodyAndHeader() {
        try (SmallGateway gateway = new SmallGateway(folder)) {
            HttpResponse<String> reply = gateway.send(gateway.bare("/fn/demo/a"));

            assertThat(reply.statusCode()).isEqualTo(401);
            assertThat(reply.body()).contains("\"code\":2002").contains("authorization required");
            assertThat(reply.headers().firstValue("X-Error-Message"))
                    .hasValueSatisfying(text -> assertThat(text).contains("'Authorization: Simple KEY'"));
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
