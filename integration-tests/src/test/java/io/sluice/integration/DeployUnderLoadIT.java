package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Versions that change while callers call. */
@ExtendWith(SharedSluice.class)
final class DeployUnderLoadIT {

    private static final String FUNCTION = "demo/busy";
    private static final int CALLS = 200;

    private final Client client;

    DeployUnderLoadIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    @Test
    void deployAndRollback_underLoad_loseNoCallAndMoveTheCallers() {
        deploy("0.1.0");
        try (Traffic traffic = new Traffic(client, FUNCTION, 8, Duration.ofMillis(2))) {
            awaitMoreFrom(traffic, "0.1.0");

            deploy("0.2.0");
            awaitMoreFrom(traffic, "0.2.0");
            assertNoMoreFrom(traffic, "0.1.0");

            assertThat(client.post("/v1/functions/" + FUNCTION + "/rollback", Client.JSON, "{}")
                            .status())
                    .isEqualTo(200);
            awaitMoreFrom(traffic, "0.1.0");
            assertNoMoreFrom(traffic, "0.2.0");

            assertThat(client.delete("/v1/functions/" + FUNCTION + "?version=0.2.0")
                            .status())
                    .isEqualTo(204);
            awaitMoreFrom(traffic, "0.1.0");

            traffic.close();
            assertThat(traffic.failures()).isEmpty();
            assertThat(traffic.answered()).isGreaterThan(4 * CALLS);
        }
    }

    private void deploy(String version) {
        client.deployed(Packages.fixture(Packages.manifest(FUNCTION, version, "echo")));
    }

    private static void awaitMoreFrom(Traffic traffic, String version) {
        long before = traffic.answeredBy(version);
        Waits.until("callers are served by " + version).until(() -> traffic.answeredBy(version) > before + CALLS);
    }

    /** Calls that were under way with the other version have ended by now. */
    private static void assertNoMoreFrom(Traffic traffic, String version) {
        long answered = traffic.answeredBy(version);
        long all = traffic.answered();
        Waits.until("callers go on").until(() -> traffic.answered() > all + CALLS);
        assertThat(traffic.answeredBy(version)).isEqualTo(answered);
    }
}
