package io.sluice.cli.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.data.Copier;
import io.sluice.cli.data.Data;
import io.sluice.cli.data.DataPath;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.api.FunctionStats;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Takes one video to a runtime, has it painted there, and takes what was made back. */
final class VideoWork {

    private static final String COLLECTION = "data://.my/demo/";
    private static final String CLIP = COLLECTION + "clip";
    private static final String MODEL = COLLECTION + "style.onnx";
    private static final String PROGRESS = COLLECTION + "progress.json";
    private static final int MOST_SECONDS = 3000;

    private final RuntimeClient client;
    private final Console console;
    private final VideoPlan plan;
    private final Copier copier;

    VideoWork(RuntimeClient client, Console console, VideoPlan plan) {
        this.client = client;
        this.console = console;
        this.plan = plan;
        this.copier = new Copier(new Data(client), console);
    }

    VideoReport run() {
        new Data(client).make(DataPath.parse(COLLECTION), null);
        String clip = clip();
        Map<String, Object> input = new HashMap<>(Map.of(
                "video",
                clip,
                "fps",
                plan.fps(),
                "to",
                COLLECTION,
                "name",
                "made",
                "format",
                plan.format(),
                "progress",
                PROGRESS));
        if (plan.width() > 0) {
            input.put("width", plan.width());
        }
        Path model = plan.model();
        if (model != null) {
            copier.copy(List.of(model.toString()), MODEL, false);
            input.put("model", MODEL);
        }
        long begin = System.nanoTime();
        JsonNode made = new VideoWatch(client, console, PROGRESS).until(() -> call("demo/video-transform", input));
        double took = (System.nanoTime() - begin) / 1e9;
        copier.copy(List.of(made.path("video").asText()), plan.out().toString(), false);
        return report(made, took);
    }

    private String clip() {
        Path given = plan.clip();
        if (given == null) {
            return generated();
        }
        copier.copy(List.of(given.toString()), CLIP, false);
        return CLIP;
    }

    private String generated() {
        try {
            Path folder = Files.createTempDirectory("sluice-clip-");
            try {
                return joined(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot make a clip: " + e.getMessage(), e);
        }
    }

    private String joined(Path folder) throws IOException {
        List<String> frames = GeneratedClip.write(folder, plan.fps());
        List<String> files = new ArrayList<>(frames);
        files.add(GeneratedClip.TONE);
        copier.copy(files.stream().map(name -> folder.resolve(name).toString()).toList(), COLLECTION, false);
        Map<String, Object> input = Map.of(
                "frames",
                frames.stream().map(COLLECTION::concat).toList(),
                "fps",
                plan.fps(),
                "sound",
                COLLECTION + GeneratedClip.TONE,
                "to",
                COLLECTION,
                "name",
                "generated");
        return call("demo/video-join", input).path("video").asText();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private JsonNode call(String function, Map<String, Object> input) {
        HttpResponse<byte[]> reply = client.exchange(
                Paths.call(FunctionReference.parse(function)) + "?timeout=" + MOST_SECONDS,
                ContentType.JSON.mediaType(),
                Json.text(input, false).getBytes(StandardCharsets.UTF_8));
        JsonNode answer = json(reply);
        if (answer.has("error")) {
            String message = answer.path("error").path("message").asText();
            throw new CliFailure(ExitCode.FUNCTION_FAILED, inOwnWords(message));
        }
        return answer.path("result");
    }

    private JsonNode json(HttpResponse<byte[]> reply) {
        try {
            return Json.MAPPER.readTree(reply.body());
        } catch (IOException e) {
            throw client.unreadable(reply);
        }
    }

    /** Who called this knows files here, not where they stand in the runtime. */
    private String inOwnWords(String message) {
        return message.replace(MODEL, plan.styleName()).replace(CLIP, plan.clipName());
    }

    private VideoReport report(JsonNode made, double took) {
        List<FunctionStats> functions = client.list("/v1/stats", FunctionStats.class);
        return new VideoReport(
                plan.clipName(),
                plan.styleName(),
                plan.out().toString(),
                made.path("frames").asInt(),
                made.path("painted").asInt(),
                plan.fps(),
                made.path("seconds").asDouble(),
                made.path("width").asInt(),
                made.path("height").asInt(),
                made.path("sound").asBoolean(),
                made.path("bytes").asLong(),
                made.path("parallel").asInt(),
                Json.MAPPER.convertValue(made.path("stages"), new TypeReference<Map<String, Double>>() {}),
                took,
                functions);
    }
}
