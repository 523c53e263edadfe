package io.sluice.integration;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * The chart in a namespace of its own that holds pods to the restricted profile. Which cluster it is says KUBECONFIG; which registry
 * images are pushed to, and on what base, say system properties:
 *
 * <ul>
 *   <li>{@code sluice.kubernetes.registry}, such as {@code localhost:5000}; the cluster reads it by the same name, and it may
 *       speak plain HTTP
 *   <li>{@code sluice.kubernetes.base} and {@code sluice.kubernetes.base-full}, base images for the two variants
 *   <li>{@code sluice.kubernetes.host-path}, a folder of the one node for volumes, where the cluster makes none by itself
 * </ul>
 */
final class Release implements AutoCloseable {

    static final Duration READY = Duration.ofMinutes(5);
    static final String POD = "sluice-0";

    private static final String CHART =
            Installation.root().resolve("helm/sluice").toString();
    private static final Map<String, String> IMAGES = new HashMap<>();

    private final String namespace;
    private final boolean volume;

    private Release(String namespace, boolean volume) {
        this.namespace = namespace;
        this.volume = volume;
    }

    /** A namespace for a release, with room for its volume. */
    static Release in(String namespace) {
        Release release = new Release(namespace, !hostPath().isEmpty());
        release.close();
        Programs.done("", List.of("kubectl", "create", "namespace", namespace));
        release.kubectl(
                "label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted", "--overwrite");
        if (release.volume) {
            release.makeVolume();
        }
        return release;
    }

    static String setting(String name, String otherwise) {
        return System.getProperty("sluice.kubernetes." + name, otherwise);
    }

    private static String hostPath() {
        return setting("host-path", "");
    }

    /** The name of an image of that variant in the registry; built and pushed when it is first asked for. */
    static synchronized String image(String variant) {
        return IMAGES.computeIfAbsent(variant, Release::push);
    }

    private static String push(String variant) {
        String base = variant.equals("slim") ? setting("base", "debian:13-slim") : setting("base-full", "");
        String name = setting("registry", "localhost:5000") + "/sluice:it-" + variant;
        CommandLine line = new CommandLine(System.getenv());
        CommandLine.Run run =
                line.run("image", "--variant", variant, "--base", base, "--push", name, "--insecure", "-o", "json");
        if (run.code() != 0) {
            throw new AssertionError("no image: " + run);
        }
        Figures.note("image " + variant, run.out());
        return name;
    }

    String kubectl(String... words) {
        return Programs.done("", kubectlWords(words));
    }

    private List<String> kubectlWords(String... words) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", namespace));
        command.addAll(List.of(words));
        return command;
    }

    private void apply(String manifest) {
        Programs.done(manifest, kubectlWords("apply", "-f", "-"));
    }

    String helm(String... words) {
        return Programs.done("", helmWords(words));
    }

    private List<String> helmWords(String... words) {
        List<String> command = new ArrayList<>(List.of("helm", "--namespace", namespace));
        command.addAll(List.of(words));
        return command;
    }

    /** Installs the chart with an image, reached by a port of the node; more values as {@code name=value}. */
    void install(String image, String... values) {
        helm(withValues(List.of("install", "sluice", CHART), image, values));
    }

    /** The same for a release that is there. */
    void upgrade(String image, String... values) {
        helm(withValues(List.of("upgrade", "sluice", CHART), image, values));
    }

    /** Tries to install the chart with values that may be wrong. */
    Programs.Ended tryInstall(String... values) {
        return Programs.run("", helmWords(withValues(List.of("install", "sluice", CHART), "nowhere:1", values)));
    }

    private static String[] withValues(List<String> words, String image, String... values) {
        List<String> all = new ArrayList<>(words);
        int colon = image.lastIndexOf(':');
        all.addAll(List.of("--set", "image.repository=" + image.substring(0, colon)));
        all.addAll(List.of("--set-string", "image.tag=" + image.substring(colon + 1)));
        all.addAll(List.of("--set", "image.pullPolicy=Always", "--set", "service.type=NodePort"));
        for (String value : values) {
            all.addAll(List.of("--set", value));
        }
        return all.toArray(String[]::new);
    }

    /** Where clients outside reach it: a port of the first node. */
    URI address() {
        String node = kubectl(
                "get", "nodes", "-o", "jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}");
        String port = kubectl("get", "service", "sluice", "-o", "jsonpath={.spec.ports[0].nodePort}");
        return URI.create("http://" + node + ":" + port);
    }

    String key() {
        String encoded = kubectl("get", "secret", "sluice-admin", "-o", "jsonpath={.data.admin-key}");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip();
    }

    Client administrator() {
        return new Client(address(), null).withKey(key());
    }

    /** Waits until calls are answered, and tells how long that took from a moment on. */
    Duration awaitReady(long since) {
        Client client = new Client(address(), null);
        Awaitility.await("calls are answered")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try {
                        return client.get("/q/health/ready").status() == 200;
                    } catch (RuntimeException e) {
                        return false;
                    }
                });
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** What {@code kubectl describe} tells of the pod, its events among it. */
    String described() {
        return kubectl("describe", "pod", POD);
    }

    /** What a program in the pod writes. */
    String inPod(String... command) {
        List<String> words = new ArrayList<>(List.of("exec", POD, "--"));
        words.addAll(List.of(command));
        return kubectl(words.toArray(String[]::new));
    }

    /** A folder of the node, owned by the runtime's user, and a volume there that the release's claim finds. */
    private void makeVolume() {
        makeFolder("mkdir -p /host/" + namespace + " && chown 10001:10001 /host/" + namespace);
        apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s}
                spec:
                  capacity: {storage: 10Gi}
                  accessModes: [ReadWriteOnce]
                  persistentVolumeReclaimPolicy: Retain
                  claimRef: {namespace: %1$s, name: home-sluice-0}
                  hostPath: {path: %2$s/%1$s}
                """.formatted(namespace, hostPath()));
    }

    /** Runs a line as root in a pod that sees the node's folder, outside of the restricted namespace. */
    private static void makeFolder(String line) {
        Programs.done(
                "",
                List.of("kubectl", "--namespace", "default", "delete", "pod", "sluice-volumes", "--ignore-not-found"));
        Programs.done("""
                apiVersion: v1
                kind: Pod
                metadata: {name: sluice-volumes, namespace: default}
                spec:
                  restartPolicy: Never
                  automountServiceAccountToken: false
                  containers:
                  - name: root
                    image: %s
                    command: [/bin/sh, -ec, "%s"]
                    securityContext: {runAsUser: 0}
                    volumeMounts: [{name: host, mountPath: /host}]
                  volumes: [{name: host, hostPath: {path: %s, type: DirectoryOrCreate}}]
                """.formatted(image("slim"), line, hostPath()), List.of("kubectl", "apply", "-f", "-"));
        Programs.done(
                "",
                List.of(
                        "kubectl",
                        "--namespace",
                        "default",
                        "wait",
                        "pod/sluice-volumes",
                        "--for=jsonpath={.status.phase}=Succeeded",
                        "--timeout=120s"));
        Programs.done("", List.of("kubectl", "--namespace", "default", "delete", "pod", "sluice-volumes"));
    }

    /** Leaves nothing of it in the cluster. */
    @Override
    public void close() {
        Programs.run("", helmWords("uninstall", "sluice", "--wait", "--ignore-not-found"));
        Programs.done("", List.of("kubectl", "delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s"));
        Programs.done("", List.of("kubectl", "delete", "pv", namespace, "--ignore-not-found"));
        if (volume && System.getProperty("sluice.kubernetes.keep") == null) {
            makeFolder("rm -rf /host/" + namespace);
        }
    }
}
