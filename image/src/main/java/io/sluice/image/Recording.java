package io.sluice.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of the runtime that the JVM records an AOT cache from: it is started by the Java that goes into the image, asked what
 * it is asked most often, and ended.
 */
final class Recording {

    private static final Duration START = Duration.ofMinutes(2);

    /** The JVM writes the cache when the runtime has ended. */
    private static final Duration END = Duration.ofMinutes(3);

    private static final int ROUNDS = 20;
    private static final int LOOK_EVERY_MILLIS = 50;
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");

    private final Path home;
    private final Path log;
    private final Process process;

    private Recording(Path home, Path log, Process process) {
        this.home = home;
        this.log = log;
        this.process = process;
    }

    /**
     * Records a cache.
     *
     * @param java the Java's folder
     * @param flags what its JVM is started with in the image, too
     */
    static void record(Path java, List<String> flags, Path jar, Path cache) throws IOException {
        Path home = Files.createTempDirectory("sluice-image-");
        try {
            Path log = home.resolve("recording.log");
            ProcessBuilder builder = new ProcessBuilder(command(java, flags, jar, cache))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("SLUICE_HOME", home.toString());
            builder.environment().put("SLUICE_HOST", "127.0.0.1");
            builder.environment().put("SLUICE_PORT", "0");
            new Recording(home, log, builder.start()).perform(cache);
        } finally {
            Kept.delete(home);
        }
    }

    private static List<String> command(Path java, List<String> flags, Path jar, Path cache) {
        List<String> command = new ArrayList<>();
        command.add(java.resolve("bin/java").toString());
        command.addAll(flags);
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private void perform(Path cache) throws IOException {
        try {
            rehearse(awaitAddress());
            process.destroy();
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS) || !Files.exists(cache)) {
                throw failed("left no AOT cache");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageFailure(ImageFailure.Kind.FAILED, "the recording was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private String awaitAddress() throws IOException, InterruptedException {
        Path file = home.resolve("runtime.json");
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            if (Files.exists(file)) {
                Matcher matcher = URL.matcher(Files.readString(file));
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
            if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw failed("ended while starting, with exit code " + process.exitValue());
            }
        }
        throw failed("was not up after " + START.toSeconds() + " s");
    }

    private void rehearse(String url) throws IOException, InterruptedException {
        String key = Files.readString(home.resolve("admin.key")).strip();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (String path : List.of("/q/health/ready", "/q/health/live", "/q/metrics", "/v1/functions")) {
                    client.send(request(url + path, key).build(), HttpResponse.BodyHandlers.discarding());
                }
                client.send(
                        request(url + "/v1/algo/nobody/nothing", key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("\"quiet\""))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }

    private static HttpRequest.Builder request(String address, String key) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Simple " + key);
    }

    private ImageFailure failed(String how) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return new ImageFailure(
                ImageFailure.Kind.FAILED,
                "the runtime that an AOT cache is recorded from " + how + "\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
    }
}
