package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.VersionSummary;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which version callers get, after deploys, roll-backs and removals. */
@ExtendWith(SharedSluice.class)
final class VersionsIT {

    private static final String FUNCTION = "demo/versioned";
    private static final String PATH = "/v1/functions/" + FUNCTION;

    private final Client client;

    VersionsIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    @BeforeEach
    void deployThreeVersions() {
        client.delete(PATH);
        List.of("0.1.0", "0.1.1", "1.0.0")
                .forEach(version -> client.deployed(Packages.fixture(Packages.manifest(FUNCTION, version, "echo"))));
    }

    /** The version that answers, or the status of a refusal. */
    private String answering(String selector) {
        Reply reply = client.call(FUNCTION + selector + "?timing=1", "1");
        return reply.status() == 200
                ? reply.metadata().path("steps").path(0).path("version").asText()
                : Integer.toString(reply.status());
    }

    private Reply rollback(String body) {
        return client.post(PATH + "/rollback", Client.JSON, body);
    }

    private List<String> states() {
        return client.get(PATH + "/versions").listOf(VersionSummary.class).stream()
                .map(version -> version.version() + " " + version.state())
                .toList();
    }

    @Test
    void rollback_withdrawsNewerVersionsFromAllButThosePinned() {
        assertThat(answering("")).isEqualTo("1.0.0");
        assertThat(answering("/0.*")).isEqualTo("0.1.1");
        assertThat(states()).containsExactly("1.0.0 current", "0.1.1 deployed", "0.1.0 deployed");

        Reply back = rollback("{}");

        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.as(VersionSummary.class).version()).isEqualTo("0.1.1");
        assertThat(back.as(VersionSummary.class).state()).isEqualTo("current");
        assertThat(states()).containsExactly("1.0.0 withdrawn", "0.1.1 current", "0.1.0 deployed");
        assertThat(answering("")).isEqualTo("0.1.1");
        assertThat(answering("/1.*")).isEqualTo("404");
        assertThat(answering("/1.0.0")).isEqualTo("1.0.0");

        assertThat(rollback("{\"version\":\"0.1.0\"}").as(VersionSummary.class).version())
                .isEqualTo("0.1.0");
        assertThat(answering("/0.1.*")).isEqualTo("0.1.0");
        Reply none = rollback("{}");
        assertThat(none.status()).as(none.text()).isEqualTo(409);
        assertThat(none.message()).contains(FUNCTION, "0.1.0");

        String next = Packages.manifest(FUNCTION, "", "echo").replace("version: \n", "");
        assertThat(client.deployed(Packages.fixture(next))
                        .functions()
                        .getFirst()
                        .version())
                .isEqualTo("1.0.1");
        assertThat(answering("")).isEqualTo("1.0.1");
    }

    @Test
    void remove_ofOneVersionAndOfAll_isFinal() {
        assertThat(client.delete(PATH + "?version=1.0.0").status()).isEqualTo(204);
        assertThat(answering("/1.0.0")).isEqualTo("404");
        assertThat(answering("")).isEqualTo("0.1.1");
        assertThat(states()).containsExactly("0.1.1 current", "0.1.0 deployed");
        assertThat(client.delete(PATH + "?version=1.0.0").status()).isEqualTo(404);

        assertThat(client.delete(PATH).status()).isEqualTo(204);

        assertThat(answering("")).isEqualTo("404");
        assertThat(client.get(PATH).status()).isEqualTo(404);
        assertThat(client.get(PATH + "/versions").status()).isEqualTo(404);
        assertThat(client.delete(PATH).status()).isEqualTo(404);
        assertThat(rollback("{}").status()).isEqualTo(404);
    }

    @Test
    void request_forAVersionThatIsNotThere_isA404ThatListsThoseThatAre() {
        Reply describe = client.get(PATH + "?version=7.7.7");
        Reply back = rollback("{\"version\":\"7.7.7\"}");

        assertThat(describe.status()).isEqualTo(404);
        assertThat(describe.message()).contains("7.7.7", "0.1.0", "1.0.0");
        assertThat(back.status()).isEqualTo(404);
        assertThat(rollback("{\"version\":\"seven\"}").status()).isEqualTo(400);
        assertThat(rollback("{\"version\":").status()).isEqualTo(400);
    }
}
