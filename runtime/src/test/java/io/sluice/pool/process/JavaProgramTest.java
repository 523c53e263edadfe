package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.manifest.Network;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaProgramTest {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void jar() throws IOException {
        jar = folder.resolve("package/app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1000));
        Files.createDirectories(folder.resolve("prepared"));
    }

    private InstanceSpec spec(long memoryMib, String... options) {
        return new InstanceSpec(
                "demo/shout",
                "1.0.0",
                "java",
                folder.resolve("package"),
                folder.resolve("prepared"),
                "shout",
                memoryMib * MIB,
                1,
                Duration.ofSeconds(30),
                Map.of(),
                List.of(options),
                null,
                Network.FULL);
    }

    private Path cache(String build, InstanceSpec spec) {
        return JavaProgram.of(spec, build).cache();
    }

    private List<String> command(InstanceSpec spec) {
        return new JavaLaunchCommand(Path.of("/jdk"), "25").of(spec, folder.resolve("scratch"));
    }

    @Test
    void cache_sameJdkFlagsAndJar_hasTheSameName() {
        assertThat(cache("25", spec(256))).isEqualTo(cache("25", spec(256)));
    }

    @Test
    void cache_anotherJdkFlagOrJar_hasAnotherName() throws IOException {
        Path before = cache("25", spec(256));

        assertThat(cache("25.0.1", spec(256))).isNotEqualTo(before);
        assertThat(cache("25", spec(300))).isNotEqualTo(before);
        assertThat(cache("25", spec(256, "-Dx=y"))).isNotEqualTo(before);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(2000));
        assertThat(cache("25", spec(256))).isNotEqualTo(before);
    }

    @Test
    void command_cacheThatFits_isUsedAndAnotherIsNot() throws IOException {
        Files.writeString(folder.resolve("prepared/other.aot"), "cache");
        assertThat(command(spec(256))).noneMatch(word -> word.startsWith("-XX:AOTCache"));

        Path cache = cache("25", spec(256));
        Files.writeString(cache, "cache");
        assertThat(command(spec(256))).contains("-XX:AOTCache=" + cache);
    }

    @Test
    void command_hasCompilersThatWaitLonger() {
        assertThat(command(spec(256)))
                .contains("-XX:Tier3InvocationThreshold=600", "-XX:Tier4InvocationThreshold=15000");
    }

    @Test
    void command_authorsOptions_comeAfterTheRuntimes() {
        assertThat(command(spec(256, "-XX:TieredStopAtLevel=1")))
                .containsSubsequence("-XX:Tier4InvocationThreshold=15000", "-XX:TieredStopAtLevel=1", "-jar");
    }

    @Test
    void command_packageWithoutAProgram_failsTheStart() throws IOException {
        Files.delete(jar);

        assertThatThrownBy(() -> command(spec(256)))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("no app/quarkus-run.jar");
    }

    @Test
    void command_runnerThatWasPrepared_isStartedWithItsHeap() throws IOException {
        Path runner = Files.writeString(folder.resolve("prepared/runner"), "elf");

        assertThat(command(spec(256, "-Dx=y", "-XX:+UseZGC")))
                .startsWith(runner.toString(), "-Xmx192m", "-Dx=y")
                .doesNotContain("-XX:+UseZGC");
    }

    @Test
    void training_recordsWithTheFlagsOfAnOrdinaryInstance() throws IOException {
        JavaTraining training = new JavaTraining(folder.resolve("jdk"));
        InstanceSpec recording = training.recordingOf(spec(256));
        List<String> words = Objects.requireNonNull(training.kinds().get(recording.runtime()))
                .of(recording, folder.resolve("scratch"));

        assertThat(words).contains("-Xmx128m").anyMatch(word -> word.startsWith("-XX:AOTCacheOutput="));
        assertThat(recording.memoryBytes()).isGreaterThan(256 * MIB);
        assertThat(words).contains(JavaFlags.FIRST_COMPILER);
        assertThat(command(spec(256))).doesNotContain(JavaFlags.FIRST_COMPILER);
    }
}
