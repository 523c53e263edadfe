package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.DeployResult;
import io.sluice.contract.api.KeySummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages that are taken, and those that are not. */
@ExtendWith(SharedSluice.class)
final class DeployIT {

    private static final byte[] PROGRAM = "program".getBytes(StandardCharsets.UTF_8);

    private final Sluice sluice;
    private final Client client;

    DeployIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    @AfterEach
    void nothingIsLeftHalfDone() throws IOException {
        try (Stream<Path> packages = Files.list(sluice.home().resolve("packages"))) {
            assertThat(packages.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("unpacking"));
        }
        assertThat(sluice.errors()).isEmpty();
    }

    /** A package that is never started. */
    private static byte[] inert(String manifest) {
        return Packages.zip(manifest, "app/quarkus-run.jar", PROGRAM);
    }

    private static String manifest(String function, String version, String... more) {
        return Packages.manifest(function, version, "main", more);
    }

    @Test
    void deploy_ofANewPackage_isA201AndTheSameAgainA200() {
        byte[] zip = inert(manifest("it/new", "1.2.3"));

        Reply first = client.deploy(zip);
        Reply again = client.deploy(zip);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        DeployResult result = first.as(DeployResult.class);
        assertThat(result.changed()).isTrue();
        assertThat(result.packageDigest()).matches("[0-9a-f]{64}");
        assertThat(result.functions()).containsExactly(new DeployResult.Deployed("it/new", "1.2.3"));
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.as(DeployResult.class).changed()).isFalse();
        assertThat(again.as(DeployResult.class).packageDigest()).isEqualTo(result.packageDigest());
    }

    @Test
    void deploy_ofAVersionThatIsThereWithOtherContent_isA409ThatSaysWhatToDo() {
        client.deployed(inert(manifest("it/taken", "0.1.0")));

        Reply reply = client.deploy(inert(manifest("it/taken", "0.1.0", "summary: changed")));

        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo(1007);
        assertThat(reply.message()).contains("0.1.0", "it/taken", "raise 'version'");
    }

    @Test
    void deploy_withoutAVersion_getsTheNextPatch_concurrentOnesToo() {
        String manifest = manifest("it/counted", "").replace("version: \n", "");
        List<CompletableFuture<DeployResult>> deploys = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> client.deployed(inert(manifest + "summary: number " + i + "\n"))))
                .toList();

        assertThat(deploys.stream()
                        .map(CompletableFuture::join)
                        .map(result -> result.functions().getFirst().version()))
                .containsExactlyInAnyOrder("0.1.0", "0.1.1", "0.1.2", "0.1.3");
    }

    @Test
    void deploy_forAnotherOwner_isA403() {
        String key = String.valueOf(client.post("/v1/keys", Client.JSON, "{\"user\":\"mallory\"}")
                .as(KeySummary.class)
                .key());
        Client mallory = client.withKey(key);

        Reply foreign = mallory.deploy(inert(manifest("it/foreign", "0.1.0")));
        Reply own = mallory.deploy(inert(manifest("mallory/own", "0.1.0")));

        assertThat(foreign.status()).as(foreign.text()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo(2001);
        assertThat(foreign.message()).contains("mallory", "it");
        assertThat(client.get("/v1/functions/it/foreign").status()).isEqualTo(404);
        assertThat(own.status()).as(own.text()).isEqualTo(201);
    }

    @Test
    void deploy_thatTakesEventsOfAnother_isA409ThatNamesIt() {
        client.deployed(inert(manifest("it/first-taker", "0.1.0", "events: [it.taken.type]")));

        Reply reply = client.deploy(inert(manifest("it/second-taker", "0.1.0", "events: [it.taken.type]")));

        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.message()).contains("it.taken.type", "it/first-taker");
        assertThat(client.get("/v1/functions/it/second-taker").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "this is not a zip file", "PK\u0003\u0004 nor is this"})
    void deploy_ofWhatIsNotAZip_isA400(String body) {
        Reply reply = client.deploy(body.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains("zip");
    }

    @Test
    void deploy_ofAnotherContentType_isA415() {
        assertThat(client.post("/v1/functions", Client.TEXT, "x").status()).isEqualTo(415);
    }

    @Test
    void deploy_withoutAManifestAtTheRoot_isA400ThatSaysWhatIsThere() {
        Reply reply = client.deploy(Packages.zip(Map.of("app/sluice.yaml", PROGRAM)));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains("'sluice.yaml' at its root", "app/sluice.yaml");
        assertThat(client.deploy(Packages.zip(Map.of())).status()).isEqualTo(400);
    }

    @Test
    void deploy_withAManifestOfManyMistakes_isA400WithALineForEach() {
        String manifest = """
                name: shout
                version: one
                runtime: cobol
                package: ../elsewhere
                memory: 10MiB
                concurrency: 0
                timeout: 2h
                colour: blue
                environment: {PORT: "1"}
                permissions: {callability: everybody}
                """;

        Reply reply = client.deploy(inert(manifest));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(6001);
        assertThat(reply.message().lines())
                .anyMatch(line -> line.startsWith("sluice.yaml:1: name: ") && line.contains("'shout'"))
                .anyMatch(line -> line.startsWith("sluice.yaml:2: version: ") && line.contains("'one'"))
                .anyMatch(line -> line.startsWith("sluice.yaml:3: runtime: ") && line.contains("'cobol'"))
                .anyMatch(line -> line.startsWith("sluice.yaml:4: package: "))
                .anyMatch(line -> line.startsWith("sluice.yaml:5: memory: ") && line.contains("'10MiB'"))
                .anyMatch(line -> line.startsWith("sluice.yaml:6: concurrency: "))
                .anyMatch(line -> line.startsWith("sluice.yaml:7: timeout: "))
                .anyMatch(line -> line.startsWith("sluice.yaml:8: colour: "))
                .anyMatch(line -> line.startsWith("sluice.yaml:9: environment.PORT"))
                .anyMatch(line -> line.startsWith("sluice.yaml:10: permissions.callability: "))
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "- a list", "name: [", "a: &x 1\nb: *x", "\u0000"})
    void deploy_withAManifestThatIsNone_isA400ThatNamesTheFile(String manifest) {
        Reply reply = client.deploy(inert(manifest));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains("sluice.yaml");
    }

    @Test
    void deploy_withAManifestThatIsTooLargeOrNoText_isA400() {
        Map<String, byte[]> binary = new HashMap<>(Map.of("sluice.yaml", new byte[] {(byte) 0xff, (byte) 0xfe, 0}));

        assertThat(client.deploy(inert("# " + "x".repeat(2 << 20))).status()).isEqualTo(400);
        assertThat(client.deploy(Packages.zip(binary)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "../outside.txt",
        "app/../../outside.txt",
        "app/../sluice2.yaml",
        "/tmp/outside.txt",
        "app\\..\\outside.txt",
        "C:/outside.txt",
        "app/./here.txt",
        "..",
    })
    void deploy_withAnEntryThatClimbsOut_isA400ThatNamesItAndNothingIsWritten(String entry) throws IOException {
        Reply reply = client.deploy(Packages.zip(manifest("it/climber", "0.1.0"), entry, PROGRAM));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains("stays inside its package", entry);
        assertThat(client.get("/v1/functions/it/climber").status()).isEqualTo(404);
        try (Stream<Path> all = Files.walk(sluice.home())) {
            assertThat(all).noneMatch(path -> path.getFileName().toString().equals("outside.txt"));
        }
    }

    @Test
    void deploy_withAnEntryThatIsFileAndFolder_isA400() {
        Map<String, byte[]> entries = new java.util.LinkedHashMap<>();
        entries.put("sluice.yaml", manifest("it/both", "0.1.0").getBytes(StandardCharsets.UTF_8));
        entries.put("app/thing", PROGRAM);
        entries.put("app/thing/inner", PROGRAM);

        Reply reply = client.deploy(Packages.zip(entries));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains("thing");
    }

    @Test
    void deploy_withAnEntryMarkedAsALink_unpacksAFileAndNoLink() throws IOException {
        byte[] target = "/etc/passwd".getBytes(StandardCharsets.UTF_8);
        byte[] zip = Packages.zip(manifest("it/linker", "0.1.0"), "app/link", target);
        markAsLink(zip, "app/link");

        DeployResult result = client.deployed(zip);

        Path unpacked = sluice.home()
                .resolve("packages")
                .resolve(result.packageDigest())
                .resolve("app/link");
        assertThat(Files.isRegularFile(unpacked, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(unpacked).hasBinaryContent(target);
    }

    /** Sets the Unix mode of a symbolic link in the entry's record of the central directory. */
    private static void markAsLink(byte[] zip, String entry) {
        String bytes = new String(zip, StandardCharsets.ISO_8859_1);
        int name = bytes.lastIndexOf(entry);
        int header = bytes.lastIndexOf("PK\u0001\u0002", name);
        zip[header + 5] = 3; // made on Unix
        zip[header + 40] = (byte) 0xff; // lrwxrwxrwx, in the upper half of the external attributes
        zip[header + 41] = (byte) 0xa1;
    }

    @Test
    void deploy_ofMoreEntriesThanThereMayBe_isA400ThatSaysHowMany() {
        Map<String, byte[]> entries = new HashMap<>();
        entries.put("sluice.yaml", manifest("it/many", "0.1.0").getBytes(StandardCharsets.UTF_8));
        IntStream.range(0, 20_000).forEach(i -> entries.put("app/" + i, new byte[0]));

        Reply reply = client.deploy(Packages.zip(entries));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains("20000", "20001");
    }
}
