package io.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    private static final String[] EVERYTHING = {
        "ingress.enabled=true",
        "ingress.host=sluice.test",
        "ingress.tlsSecret=tls",
        "ingress.className=nginx",
        "httpRoute.enabled=true",
        "httpRoute.parentRefs[0].name=gateway",
        "httpRoute.hostnames[0]=sluice.test",
        "networkPolicy.enabled=true",
        "networkPolicy.from[0].namespaceSelector.matchLabels.team=a",
        "networkPolicy.egress[0].ports[0].port=53",
        "podDisruptionBudget.enabled=true",
        "serviceMonitor.enabled=true",
        "serviceMonitor.labels.release=prometheus",
        "dashboard.enabled=true",
        "image.pullSecrets[0]=registry",
        "extraEnv[0].name=TZ",
        "extraEnv[0].value=UTC",
        "extraEnvFrom[0].secretRef.name=more",
        "extraVolumes[0].name=models",
        "extraVolumes[0].persistentVolumeClaim.claimName=models",
        "extraVolumeMounts[0].name=models",
        "extraVolumeMounts[0].mountPath=/models",
        "tolerations[0].key=dedicated",
        "tolerations[0].operator=Exists",
        "nodeSelector.disk=ssd",
        "priorityClassName=high",
        "runtimeClassName=gvisor",
        "topologySpreadConstraints[0].maxSkew=1",
        "topologySpreadConstraints[0].topologyKey=zone",
        "topologySpreadConstraints[0].whenUnsatisfiable=ScheduleAnyway",
        "service.type=NodePort",
        "service.nodePort=30080",
        "persistence.storageClass=fast",
        "persistence.annotations.a=b",
        "podAnnotations.a=b",
        "podLabels.a=b",
        "commonLabels.team=a",
        "scratch.medium=Memory",
        "settings.isolation-reads[0]=/models"
    };

    private static StandInCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startAClusterWithTheSecretOfAnotherRelease() {
        cluster = new StandInCluster();
        cluster.secret("kept-admin", "admin-key", "simKEPT");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static Stream<List<String>> valueSets() {
        return Stream.of(
                List.of(),
                List.of("values-minimal.yaml"),
                List.of("values-production.yaml"),
                List.of(EVERYTHING),
                List.of(
                        "serviceAccount.create=false",
                        "persistence.existingClaim=mine",
                        "adminKey.existingSecret=mine"));
    }

    private static JsonNode only(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " among " + objects));
    }

    private static JsonNode runtime(List<JsonNode> objects) {
        return only(objects, "StatefulSet").at("/spec/template/spec/containers/0");
    }

    private static String variable(List<JsonNode> objects, String name) {
        return runtime(objects)
                .path("env")
                .valueStream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElse("(not set)");
    }

    @Test
    void chart_isOneThatHelmFindsNothingWrongWith() {
        LintResult lint = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(lint.isFailed()).as(String.valueOf(lint.getMessages())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void objects_areAsKubernetesHasThem(List<String> values) {
        List<JsonNode> objects = Chart.renderWithTests(folder, values.toArray(String[]::new));

        assertThat(objects).hasSizeGreaterThan(4).allSatisfy(object -> assertThat(KubernetesSchema.problems(object))
                .isEmpty());
        assertThat(objects)
                .extracting(object -> object.path("kind") + " " + object.at("/metadata/name"))
                .doesNotHaveDuplicates();
    }

    @Test
    void schema_tellsWhatIsNoField() {
        JsonNode object = only(Chart.render(), "StatefulSet");
        ((ObjectNode) object.at("/spec/template/spec/containers/0")).put("imagePullPolice", "Always");

        assertThat(KubernetesSchema.problems(object))
                .singleElement()
                .asString()
                .contains("containers[].imagePullPolice: is no field there");
    }

    @Test
    void schema_tellsWhatHasTheWrongType() {
        JsonNode object = only(Chart.render(), "StatefulSet");
        ((ObjectNode) object.path("spec")).put("replicas", "one");

        assertThat(KubernetesSchema.problems(object)).singleElement().asString().contains("replicas");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void pods_passTheRestrictedProfile(List<String> values) {
        List<JsonNode> pods = Chart.renderWithTests(folder, values.toArray(String[]::new)).stream()
                .map(object -> switch (object.path("kind").asText()) {
                    case "StatefulSet" -> object.at("/spec/template/spec");
                    case "Pod" -> object.path("spec");
                    default -> Chart.YAML.missingNode();
                })
                .filter(JsonNode::isObject)
                .toList();

        assertThat(pods).hasSize(2).allSatisfy(pod -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("containers")).allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(container.at("/resources/limits/memory").isMissingNode())
                        .isFalse();
            });
            assertThat(pod.findValues("hostPath")).isEmpty();
            assertThat(pod.has("hostNetwork")).isFalse();
        });
    }

    @Test
    void defaults_haveNothingThatWasNotAskedFor() {
        assertThat(Chart.render())
                .extracting(object -> object.path("kind").asText())
                .containsExactlyInAnyOrder("ServiceAccount", "Secret", "Service", "Service", "StatefulSet");
    }

    @ParameterizedTest
    @CsvSource({"15s,145", "500ms,131", "2m,250", "1h,3730"})
    void gracePeriod_isLongerThanCallsInstancesAndStateTakeToEnd(String stopBound, int seconds) {
        List<JsonNode> objects = Chart.render("drainSeconds=100", "settings.stop-bound=" + stopBound);

        assertThat(variable(objects, "QUARKUS_SHUTDOWN_TIMEOUT")).isEqualTo("100S");
        assertThat(only(objects, "StatefulSet")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isEqualTo(seconds);
    }

    @Test
    void gracePeriod_byDefault_isForTheRuntimesOwnBounds() {
        assertThat(only(Chart.render(), "StatefulSet")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isEqualTo(75);
    }

    @Test
    void settings_areTheVariablesThatTheRuntimeReads() {
        List<JsonNode> objects = Chart.render(
                "settings.gateway.body=20M",
                "settings.isolation-reads[0]=/a",
                "settings.isolation-reads[1]=/b",
                "settings.warmup.starts-per-minute=3000000",
                "settings.function-aot=false");

        assertThat(variable(objects, "SLUICE_GATEWAY_BODY")).isEqualTo("20M");
        assertThat(variable(objects, "SLUICE_ISOLATION_READS")).isEqualTo("/a,/b");
        assertThat(variable(objects, "SLUICE_WARMUP_STARTS_PER_MINUTE")).isEqualTo("3000000");
        assertThat(variable(objects, "SLUICE_FUNCTION_AOT")).isEqualTo("false");
        assertThat(variable(objects, "SLUICE_ISOLATION")).isEqualTo("auto");
        assertThat(variable(objects, "SLUICE_MEMORY_BUDGET")).isEqualTo("(not set)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off"})
    void isolationOff_isTheWord_howeverYamlReadsIt(String value) {
        assertThat(variable(Chart.render("settings.isolation=" + value), "SLUICE_ISOLATION"))
                .isEqualTo("off");
    }

    @Test
    void administratorsKey_isMadeAtTheFirstInstall() {
        assertThat(key(Chart.render())).matches("sim[A-Za-z0-9]{25}").isNotEqualTo(key(Chart.render()));
    }

    @Test
    void administratorsKey_thatIsThere_isKept() {
        assertThat(key(Chart.render("fullnameOverride=kept"))).isEqualTo("simKEPT");
    }

    private static String key(List<JsonNode> objects) {
        String encoded = only(objects, "Secret").at("/data/admin-key").asText();
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    @Test
    void administratorsKey_ofAnotherSecret_isMountedFromThere() {
        List<JsonNode> objects = Chart.render("adminKey.existingSecret=mine", "adminKey.secretKey=root");

        assertThat(objects).noneMatch(object -> object.path("kind").asText().equals("Secret"));
        assertThat(only(objects, "StatefulSet").findValue("secret").toString())
                .contains("\"secretName\":\"mine\"", "\"key\":\"root\"");
    }

    @Test
    void policy_letsTheChartsOwnTestIn() {
        JsonNode policy = only(
                Chart.render("networkPolicy.enabled=true", "networkPolicy.from[0].podSelector.matchLabels.app=web"),
                "NetworkPolicy");

        assertThat(policy.at("/spec/ingress/0/from")).hasSize(2);
        assertThat(policy.at("/spec/ingress/0/from/1").toString()).contains("\"app.kubernetes.io/component\":\"test\"");
        assertThat(policy.at("/spec/policyTypes")).hasSize(1);
    }

    @Test
    void dashboard_showsMetricsThatTheRuntimeHas() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/operating.md"));
        JsonNode dashboard = Chart.YAML.readTree(only(Chart.render("dashboard.enabled=true"), "ConfigMap")
                .at("/data/sluice.json")
                .asText());

        List<String> metrics = Pattern.compile("sluice_[a-z_]+")
                .matcher(dashboard.path("panels").toString())
                .results()
                .map(match -> match.group().replaceAll("_(count|sum)$", ""))
                .distinct()
                .toList();
        assertThat(metrics).hasSizeGreaterThan(9).allSatisfy(metric -> assertThat(guide)
                .contains("`" + metric + "`"));
    }

    @Test
    void notes_sayTheNextThreeCommands_andWhatIsEnforced() {
        assertThat(Chart.notes(folder))
                .containsSubsequence(
                        "helm test sluice --namespace default",
                        "kubectl --namespace default port-forward service/sluice 8080:8080",
                        "get secret sluice-admin -o 'go-template={{index .data \"admin-key\" | base64decode}}'",
                        "sluice context add sluice http://127.0.0.1:8080 --key-file -",
                        "not confined any further")
                .doesNotContain("persistence.enabled");
    }

    @Test
    void notes_ofOtherValues_areAboutThese() {
        assertThat(Chart.notes(
                        folder,
                        "values-minimal.yaml",
                        "settings.isolation=required",
                        "ingress.enabled=true",
                        "ingress.host=sluice.test",
                        "ingress.tlsSecret=tls",
                        "adminKey.existingSecret=mine"))
                .contains(
                        "From outside: https://sluice.test",
                        "get secret mine",
                        "settings.isolation is required",
                        "lost with the pod")
                .doesNotContain("not confined any further");
    }

    @Test
    void monitor_readsThePodOnce() {
        List<JsonNode> objects = Chart.render("serviceMonitor.enabled=true");
        JsonNode wanted = only(objects, "ServiceMonitor").at("/spec/selector/matchLabels");

        assertThat(objects)
                .filteredOn(object -> object.path("kind").asText().equals("Service"))
                .filteredOn(service -> wanted.properties().stream().allMatch(label -> label.getValue()
                        .equals(service.at("/metadata/labels").path(label.getKey()))))
                .hasSize(1);
    }

    @Test
    void helmTest_bringsItsFunctionAlong() throws IOException {
        JsonNode files = only(Chart.renderWithTests(folder), "ConfigMap");

        assertThat(files.at("/binaryData/greet.jar").binaryValue())
                .isEqualTo(Files.readAllBytes(Chart.file("files/test/greet.jar")));
        assertThat(files.path("data").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("sluice.yaml", "algorithmia.conf");
    }
}
