package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime's image as {@code sluice image} builds it, without a network: its layers, unpacked, are a runtime that starts. */
final class ImageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private CommandLine.Run image(String... arguments) {
        List<String> words = new ArrayList<>(List.of("image"));
        words.addAll(List.of(arguments));
        return new CommandLine(Map.of("XDG_CACHE_HOME", folder.resolve("caches").toString()))
                .run(words.toArray(String[]::new));
    }

    @Test
    void image_built_startsByItsOwnJavaAndCache_andIsTheSameTheSecondTime() throws Exception {
        String base = "tar:" + base();
        Path tar = folder.resolve("sluice.tar");

        CommandLine.Run first = image("--base", base, "--tar", tar.toString(), "-o", "json");
        CommandLine.Run second = image("--base", base, "--tar", tar.toString(), "-o", "json");

        assertThat(first.code()).as(first.toString()).isEqualTo(ExitCode.OK);
        assertThat(first.err()).contains("building the image");
        assertThat(JSON.readTree(second.out()).path("digest").asText())
                .startsWith("sha256:")
                .isEqualTo(JSON.readTree(first.out()).path("digest").asText());
        startsFrom(tar);
    }

    @Test
    void image_onABaseThatDoesNotFit_isRefusedWithTheReason() throws Exception {
        CommandLine.Run refused = image("--base", "tar:" + base(), "--variant", "full", "--tar", "never.tar");
        CommandLine.Run unnamed = image("--variant", "full", "--tar", "never.tar");
        CommandLine.Run nowhere = image("--base", "tar:" + base());

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("has no python3 and no node, which --variant full needs");
        assertThat(unnamed.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unnamed.err()).contains("--variant full needs --base");
        assertThat(nowhere.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nowhere.err()).contains("--push", "--tar");
    }

    /** What an engine would do: unpack the layers, and start what the configuration says, with the cache or not at all. */
    private void startsFrom(Path tar) throws Exception {
        Path image = Files.createDirectories(folder.resolve("image"));
        Path root = Files.createDirectories(folder.resolve("root"));
        unpack(tar, image);
        for (JsonNode layer :
                JSON.readTree(image.resolve("manifest.json").toFile()).path(0).path("Layers")) {
            unpack(image.resolve(layer.asText()), root);
        }
        Path home = folder.resolve("home");
        Path log = folder.resolve("runtime.log");
        List<String> command =
                command(JSON.readTree(image.resolve("config.json").toFile()), root);
        command.add(1, "-XX:AOTMode=on");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SLUICE_HOME", home.toString());
        builder.environment().put("SLUICE_PORT", "0");
        Process runtime = builder.start();
        try {
            Waits.until("the runtime starts or ends")
                    .atMost(START)
                    .until(() -> Files.exists(home.resolve("runtime.json")) || !runtime.isAlive());
            assertThat(runtime.isAlive()).as(Files.readString(log)).isTrue();
            runtime.destroy();
            assertThat(runtime.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(log).content().contains("runtime is down");
        } finally {
            runtime.destroyForcibly();
        }
    }

    /** The entry point with the paths that its words have below the folder that stands for the root. */
    private static List<String> command(JsonNode config, Path root) {
        List<String> command = new ArrayList<>();
        for (JsonNode word : config.path("config").path("Entrypoint")) {
            command.add(word.asText().replace("/opt/", root + "/opt/"));
        }
        return command;
    }

    /** A base image as small as one can be: an empty file for the C library that is looked for. */
    private Path base() throws IOException, InterruptedException {
        Path layer = Files.createDirectories(folder.resolve("base/layer/usr/lib"));
        Files.writeString(layer.resolve("libc.so.6"), "");
        Path work = folder.resolve("base");
        run(work, "tar", "-cf", "layer.tar", "-C", "layer", "usr");
        String digest = sha256(work.resolve("layer.tar"));
        Files.writeString(work.resolve("config.json"), """
                {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}""".formatted(digest));
        Files.writeString(work.resolve("manifest.json"), """
                [{"Config":"config.json","RepoTags":["base:1"],"Layers":["layer.tar"]}]""");
        run(work, "tar", "-cf", "base.tar", "manifest.json", "config.json", "layer.tar");
        return work.resolve("base.tar");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path tar, Path into) throws IOException, InterruptedException {
        run(into, "tar", "--no-same-owner", "-xf", tar.toString());
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(List.of(command).toString()).isZero();
    }
}
