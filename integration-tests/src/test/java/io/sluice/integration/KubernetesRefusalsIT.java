package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What does not fit, on a real cluster: an event, a refusal or the container's last words name it, and what to do. */
final class KubernetesRefusalsIT {

    private static final String NO_VOLUME = "persistence.enabled=false";

    /** Waits until the pod's description says all of that. */
    private static void saysInTime(Release release, String... words) {
        Awaitility.await(String.join(", ", words))
                .atMost(Release.READY)
                .untilAsserted(() -> assertThat(release.described()).contains(words));
    }

    @Test
    void value_thatTheChartDoesNotKnow_isRefusedByHelmWithItsName() {
        try (Release release = Release.in("sluice-it-value")) {
            Programs.Ended ended = release.tryInstall("persistance.enabled=false");

            assertThat(ended.code()).isNotZero();
            assertThat(ended.text()).contains("persistance");
        }
    }

    @Test
    void secret_thatDoesNotExist_isNamedByAnEvent() {
        try (Release release = Release.in("sluice-it-secret")) {
            release.install(Release.image("slim"), NO_VOLUME, "adminKey.existingSecret=nowhere");

            saysInTime(release, "secret \"nowhere\" not found");
        }
    }

    @Test
    void image_thatDoesNotExist_isNamedByAnEvent() {
        try (Release release = Release.in("sluice-it-image")) {
            String missing = Release.setting("registry", "localhost:5000") + "/nothing:1";
            release.install(missing, NO_VOLUME);

            saysInTime(release, "ErrImagePull", missing);
        }
    }

    @Test
    void node_withoutRoom_isSaidByTheScheduler() {
        try (Release release = Release.in("sluice-it-room")) {
            release.install(
                    Release.image("slim"),
                    NO_VOLUME,
                    "resources.requests.memory=100Ti",
                    "resources.limits.memory=100Ti");

            saysInTime(release, "FailedScheduling", "Insufficient memory");
        }
    }

    @Test
    void home_thatIsReadOnly_isNamedByTheContainersLastWords() {
        try (Release release = Release.in("sluice-it-readonly")) {
            release.install(
                    Release.image("slim"),
                    NO_VOLUME,
                    "extraEnv[0].name=SLUICE_HOME",
                    "extraEnv[0].value=/opt/sluice/home");

            saysInTime(
                    release,
                    "sluice: the runtime cannot start",
                    "SLUICE_HOME '/opt/sluice/home' must be a folder that its user can write to",
                    "Read-only file system");
        }
    }

    @Test
    void volume_thatIsFull_isNamedByTheContainersLastWords() {
        try (Release release = Release.in("sluice-it-full")) {
            release.install(
                    Release.image("slim"),
                    NO_VOLUME,
                    "extraVolumes[0].name=small",
                    "extraVolumes[0].emptyDir.medium=Memory",
                    "extraVolumes[0].emptyDir.sizeLimit=64Ki",
                    "extraVolumeMounts[0].name=small",
                    "extraVolumeMounts[0].mountPath=/small",
                    "extraEnv[0].name=SLUICE_HOME",
                    "extraEnv[0].value=/small/home");

            saysInTime(release, "sluice: the runtime cannot start", "SLUICE_HOME '/small/home' is full");
        }
    }

    @Test
    void function_withoutItsInterpreterInTheImage_isRefusedWithItsName() {
        try (Release release = Release.in("sluice-it-python")) {
            release.install(Release.image("slim"), NO_VOLUME);
            release.awaitReady(System.nanoTime());

            Reply refused = release.administrator()
                    .deploy(Packages.text("""
                    name: demo/snake
                    version: 0.1.0
                    runtime: python
                    package: .
                    entryPoints: {snake: snake}
                    """, Map.of("app/main.py", "def snake(x):\n    return x\n")));

            assertThat(refused.status()).as(refused.toString()).isBetween(400, 499);
            assertThat(refused.message()).contains("python3");
        }
    }
}
