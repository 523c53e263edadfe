package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.Forecast;
import io.sluice.contract.api.KeySummary;
import io.sluice.contract.api.RuntimeStatus;
import io.sluice.contract.api.VersionSummary;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime on a real cluster, from its install to its end. Run by {@code -Pkubernetes}; {@link Release} tells what it needs. */
final class KubernetesIT {

    private static final Duration GAP_AIM = Duration.ofSeconds(60);

    private static final String NOTE = "/v1/data/.my/notes/note.txt";

    @TempDir
    Path folder;

    @Test
    void release_fromItsInstallToItsEnd_keepsWhatWasDeployed() throws Exception {
        String image = Release.image("slim");
        try (Release release = Release.in("sluice-it")) {
            long since = System.nanoTime();
            release.install(image);
            Figures.note("install to ready", release.awaitReady(since));
            assertThat(release.helm("test", "sluice", "--timeout", "5m")).contains("Succeeded");

            deployThroughAContext(release);
            String userKey = release.administrator()
                    .post("/v1/keys", Client.JSON, "{\"user\":\"demo\"}")
                    .as(KeySummary.class)
                    .key();
            writeNote(release.administrator());
            memory(release, "with a function in Java");

            killedInTheMiddleOfACall(release);
            stillThere(release, String.valueOf(userKey));

            upgradedUnderLoad(release, image);
            stillThere(release, String.valueOf(userKey));
            long rollback = System.nanoTime();
            release.helm("rollback", "sluice", "--wait", "--timeout", "5m");
            Figures.note("rollback to ready", release.awaitReady(rollback));
            stillThere(release, String.valueOf(userKey));

            release.helm("uninstall", "sluice", "--wait");
            leavesNothingButTheVolume(release);
        }
    }

    /** Deploys as a user of the cluster would, who knows it by a name. */
    private void deployThroughAContext(Release release) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), release.key());
        CommandLine line = new CommandLine(Map.of(
                "XDG_CONFIG_HOME", folder.resolve("config").toString(),
                "SLUICE_HOME", folder.resolve("none").toString()));
        assertThat(line.run("context", "add", "cluster", release.address().toString(), "--key-file", key.toString())
                        .code())
                .isEqualTo(ExitCode.OK);
        Path packed = Files.write(
                folder.resolve("kept.zip"), Packages.fixture(Packages.manifest("demo/kept", "0.1.0", "echo")));
        CommandLine.Run deployed = line.run("--context", "cluster", "deploy", packed.toString());
        assertThat(deployed.code()).as(deployed.toString()).isEqualTo(ExitCode.OK);
        CommandLine.Run called = line.run("--context", "cluster", "call", "demo/kept", "-d", "[1]");
        assertThat(called.out()).as(called.toString()).contains("[1]");
        release.administrator().deployed(Packages.fixture(Packages.manifest("demo/sleeper", "0.1.0", "sleep")));
    }

    private static void writeNote(Client client) {
        assertThat(client.post("/v1/data/.my", Client.JSON, "{\"name\":\"notes\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.send(client.request(NOTE)
                                .PUT(BodyPublishers.ofString("kept"))
                                .build())
                        .status())
                .isEqualTo(200);
    }

    private static void killedInTheMiddleOfACall(Release release) throws InterruptedException {
        Client client = release.administrator();
        assertThat(client.call("demo/sleeper", "1").status()).isEqualTo(200);
        CompletableFuture<Reply> call = client.callAsync("demo/sleeper", "20000");
        Waits.until("the call has an instance").until(() -> client.describe("demo/sleeper").instances().stream()
                .anyMatch(instance -> instance.inFlight() > 0));
        long since = System.nanoTime();
        release.kubectl("delete", "pod", Release.POD, "--grace-period=0", "--force");
        try {
            Reply reply = call.get();
            assertThat(reply.status()).as(reply.toString()).isGreaterThanOrEqualTo(500);
            assertThat(reply.message()).isNotEmpty();
        } catch (ExecutionException cut) {
            assertThat(cut.getCause()).isInstanceOf(IOException.class);
        }
        Figures.note("pod killed to ready", release.awaitReady(since));
    }

    private static void stillThere(Release release, String userKey) {
        Client user = release.administrator().withKey(userKey);
        assertThat(user.get("/v1/functions/demo/kept/versions").listOf(VersionSummary.class))
                .extracting(VersionSummary::version)
                .containsExactly("0.1.0");
        assertThat(user.call("demo/kept", "[1]").result().toString()).isEqualTo("[1]");
        assertThat(release.administrator().get(NOTE).text()).isEqualTo("kept");
    }

    /** How many pauses between calls were learned from. */
    private static long learned(Client client) {
        return client.get("/v1/functions/demo/sleeper/forecast")
                .as(Forecast.class)
                .idleTimes();
    }

    /** Callers all the while, and one call that is in flight when the pod is told to end. */
    private static void upgradedUnderLoad(Release release, String image) throws Exception {
        Client client = release.administrator();
        for (int i = 0; i < 3; i++) {
            assertThat(client.call("demo/sleeper", "1").status()).isEqualTo(200);
        }
        Waits.until("the pauses were learned from").until(() -> learned(client) >= 2);
        long learned = learned(client);
        CompletableFuture<Reply> long_ = client.callAsync("demo/sleeper", "4000");
        Waits.until("the call has an instance").until(() -> client.describe("demo/sleeper").instances().stream()
                .anyMatch(instance -> instance.inFlight() > 0));
        Outage outage = Outage.watch(client, "demo/kept");
        release.upgrade(image, "settings.gateway.body=20M");
        release.kubectl("rollout", "status", "statefulset/sluice", "--timeout=5m");
        Reply reply = long_.get();
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        Duration gap = outage.end();
        Figures.note("upgrade gap", gap);
        assertThat(gap).isLessThan(GAP_AIM);
        // What was learned of a function is read at its first call.
        assertThat(client.call("demo/sleeper", "1").status()).isEqualTo(200);
        assertThat(learned(client)).isGreaterThanOrEqualTo(learned);
    }

    private static void memory(Release release, String when) {
        RuntimeStatus status = release.administrator().get("/v1/runtime").as(RuntimeStatus.class);
        Figures.note("runtime " + when, status.residentMiB() + " MiB resident");
        String usage = release.inPod(
                "/bin/sh",
                "-c",
                "cat /sys/fs/cgroup/memory.current 2>/dev/null || cat /sys/fs/cgroup/memory/memory.usage_in_bytes");
        Figures.note("pod " + when, (Long.parseLong(usage) >> 20) + " MiB charged, page cache included");
    }

    private static void leavesNothingButTheVolume(Release release) {
        Waits.until("the pod is gone")
                .until(() -> release.kubectl("get", "pods", "-o", "name").isEmpty());
        assertThat(release.kubectl(
                                "get",
                                "all,configmap,secret,serviceaccount,persistentvolumeclaim,role,rolebinding,networkpolicy",
                                "-o",
                                "name")
                        .lines()
                        .filter(name ->
                                !name.endsWith("/kube-root-ca.crt") && !name.endsWith("serviceaccount/default")))
                .containsExactly("persistentvolumeclaim/home-sluice-0");
    }
}
