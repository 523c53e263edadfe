package io.sluice.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuildTest {

    private static final List<String> WHOLE =
            List.of("usr/lib/x86_64-linux-gnu/libc.so.6", "usr/bin/python3", "usr/local/bin/node");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private TestInstallation installation;
    private Path tar;

    @BeforeEach
    void lay() throws IOException {
        installation = TestInstallation.in(folder);
        tar = folder.resolve("images/sluice.tar");
    }

    private Built build(String base) throws IOException {
        Request request = installation.request(Map.of("base", "tar:" + base, "tar", tar.toString()));
        return new ImageBuild(request, new Answers(new PrintStream(said, true, StandardCharsets.UTF_8))).run();
    }

    private String base(List<List<String>> layers) throws IOException {
        return TestBase.write(folder.resolve("base.tar"), layers).toString();
    }

    @Test
    void image_startsTheRuntimeItself_asAUserWithoutRights() throws IOException {
        build(base(List.of(WHOLE)));

        JsonNode config = ImageFile.read(tar).config();
        assertThat(config.path("User").asText()).isEqualTo("10001:10001");
        assertThat(words(config.path("Entrypoint")))
                .startsWith("/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:-UsePerfData")
                .contains("-XX:AOTCache=/opt/sluice/runtime.aot")
                .endsWith("-jar", "/opt/sluice/runtime/target/quarkus-app/quarkus-run.jar");
        assertThat(words(config.path("Env")))
                .contains(
                        "SLUICE_HOME=/var/lib/sluice",
                        "SLUICE_HOST=0.0.0.0",
                        "SLUICE_PORT=8080",
                        "JDK_JAVA_OPTIONS=-Xms32m -Xmx192m");
        assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(config.path("Volumes").fieldNames()).toIterable().contains("/var/lib/sluice", "/tmp");
    }

    @Test
    void image_saysWhatItHasForFunctions() throws IOException {
        build(base(List.of(WHOLE)));

        JsonNode labels = ImageFile.read(tar).config().path("Labels");
        assertThat(labels.path("io.sluice.variant").asText()).isEqualTo("full");
        assertThat(labels.path("io.sluice.java").asText()).isEqualTo("25.0.3+9");
        assertThat(labels.path("io.sluice.python3").asText()).isEqualTo("/usr/bin/python3");
        assertThat(labels.path("io.sluice.node").asText()).isEqualTo("/usr/local/bin/node");
    }

    @Test
    void layers_haveTheRuntimeAndItsJava_andAHomeThatTheRuntimesUserOwns() throws IOException {
        build(base(List.of(WHOLE)));

        ImageFile image = ImageFile.read(tar);
        assertThat(image.entries())
                .containsKeys(
                        "opt/java/lib/modules",
                        "opt/sluice/runtime.aot",
                        "opt/sluice/runtime/target/quarkus-app/lib/main/library.jar",
                        "opt/sluice/runtime/target/quarkus-app/quarkus/quarkus-application.dat",
                        "opt/sluice/cli/target/lib/picocli.jar")
                .doesNotContainKey("opt/java/man/java.1");
        assertThat(image.entry("opt/java/bin/java").getMode() & 0777).isEqualTo(0755);
        assertThat(image.entry("opt/sluice/bin/sluice").getMode() & 0777).isEqualTo(0755);
        TarArchiveEntry home = image.entry("var/lib/sluice/");
        assertThat(home.getLongUserId()).isEqualTo(10001);
        assertThat(home.getLongGroupId()).isEqualTo(10001);
        assertThat(home.getMode() & 0777).isEqualTo(0700);
    }

    @Test
    void equalInputs_makeEqualImages_whateverTheirFilesTimes() throws IOException {
        Built first = build(base(List.of(WHOLE)));
        Path jar = folder.resolve("root/runtime/target/quarkus-app/app/sluice.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        Kept.delete(folder.resolve("cache"));

        assertThat(build(base(List.of(WHOLE))).digest()).isEqualTo(first.digest());
    }

    @Test
    void anotherRuntime_makesAnotherImage() throws IOException {
        Built first = build(base(List.of(WHOLE)));
        Files.writeString(folder.resolve("root/runtime/target/quarkus-app/app/sluice.jar"), "changed");

        assertThat(build(base(List.of(WHOLE))).digest()).isNotEqualTo(first.digest());
    }

    @Test
    void built_tellsTheDigestOfTheImageAndOfItsBase() throws IOException {
        String base = base(List.of(WHOLE));

        Built built = build(base);

        assertThat(built.digest()).startsWith("sha256:");
        assertThat(built.baseDigest()).isEqualTo("sha256:" + TestBase.sha256(Files.readAllBytes(Path.of(base))));
        assertThat(built.bytes()).isEqualTo(Files.size(tar));
    }

    @Test
    void progress_growsAndSaysWhatIsDone() throws IOException {
        build(base(List.of(WHOLE)));

        List<Integer> percents = said.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> Integer.valueOf(line.substring(0, line.indexOf(' '))))
                .toList();
        assertThat(percents).hasSizeGreaterThan(3).isSorted();
    }

    @Test
    void full_onABaseWithoutPythonAndNode_isRefusedWithTheirNames() throws IOException {
        String base = base(List.of(WHOLE, List.of("usr/bin/.wh.python3", "usr/local/bin/.wh.node")));

        assertThatThrownBy(() -> build(base))
                .isInstanceOf(ImageFailure.class)
                .hasMessageContaining("has no python3 and no node, which --variant full needs")
                .hasMessageContaining("src/native/Dockerfile.functions");
        assertThat(tar).doesNotExist();
    }

    @Test
    void base_withoutTheLibraryThatTheJdkNeeds_isRefused() throws IOException {
        String base = base(List.of(List.of("lib/ld-musl-x86_64.so.1")));

        assertThatThrownBy(() -> build(base))
                .isInstanceOf(ImageFailure.class)
                .hasMessageContaining("lacks the C library")
                .hasMessageContaining("libc.so.6");
    }

    @Test
    void base_thatIsNoImage_isRefusedWithItsName() throws IOException {
        Path other = Files.write(folder.resolve("other.tar"), new byte[1024]);

        assertThatThrownBy(() -> build(other.toString()))
                .isInstanceOf(ImageFailure.class)
                .hasMessageContaining("other.tar has no 'manifest.json'");
        assertThatThrownBy(() -> build(folder.resolve("missing.tar").toString()))
                .isInstanceOf(ImageFailure.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void jdk_ofAnotherVersion_isRefused() throws IOException {
        installation.jdk("21.0.1");

        assertThatThrownBy(() -> build(base(List.of(WHOLE))))
                .isInstanceOf(ImageFailure.class)
                .hasMessageContaining("must be a JDK 25, is 21.0.1");
    }

    private Built push(String base, String name, boolean insecure) throws IOException {
        Request request =
                installation.request(Map.of("base", base, "push", name, "insecure", Boolean.toString(insecure)));
        return new ImageBuild(request, new Answers(new PrintStream(said, true, StandardCharsets.UTF_8))).run();
    }

    @Test
    void image_pushedToARegistry_isTheBaseOfTheNext_byItsDigest() throws Exception {
        try (FakeRegistry registry = new FakeRegistry(folder)) {
            String base = "tar:" + base(List.of(WHOLE));
            Built first = push(base, registry.name("sluice:1"), true);
            Built next = push(registry.name("sluice:1"), registry.name("sluice:2"), true);

            assertThat(next.baseDigest()).isEqualTo(first.digest());
            assertThat(next.bytes()).isGreaterThan(first.bytes()).isPositive();
            assertThat(push(base, registry.name("sluice:3"), true).digest()).isEqualTo(first.digest());
            assertThat(build(base.substring("tar:".length())).digest()).isEqualTo(first.digest());
        }
    }

    @Test
    void registry_withACertificateOfItsOwn_isRefusedWithTheOptionThatAllowsIt() throws Exception {
        try (FakeRegistry registry = new FakeRegistry(folder)) {
            String base = "tar:" + base(List.of(WHOLE));
            String name = registry.name("sluice:1");

            assertThatThrownBy(() -> push(base, name, false))
                    .isInstanceOf(ImageFailure.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("--insecure");
            assertThat(registry.size()).isZero();
        }
    }

    @Test
    void registry_thatIsNotThere_isSaidWithItsName() throws Exception {
        String name;
        try (FakeRegistry gone = new FakeRegistry(folder)) {
            name = gone.name("base:1");
        }

        assertThatThrownBy(() -> push(name, name, true))
                .isInstanceOfSatisfying(ImageFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(ImageFailure.Kind.UNREACHABLE))
                .hasMessageContaining(name)
                .hasMessageContaining("does it run?");
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }
}
