package io.sluice.benchmarks.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.cli.console.Json;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.deploy.Project;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.ManifestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The same video bare, by functions, and by functions of which one instance paints one picture at a time, by turns, so that
 * whatever else the machine does disturbs all of them.
 */
public final class VideoRounds {

    private static final String COLLECTION = "data://.my/bench";
    private static final String CALL = "/v1/algo/demo/video-transform?timeout=3000";
    private static final List<String> FUNCTIONS = List.of("video-split", "video-join", "video-transform");
    private static final String PAINTER = "style-transfer";

    private final Installation installation;
    private final Path scratch;
    private final Path clip;
    private final Path model;
    private final int width;
    private final double fps;

    /**
     * @param width of the frames
     * @param fps frames a second
     */
    public VideoRounds(Installation installation, Path scratch, Path clip, Path model, int width, double fps) {
        this.installation = installation;
        this.scratch = scratch;
        this.clip = clip;
        this.model = model;
        this.width = width;
        this.fps = fps;
    }

    /** Measures that many rounds after one that does not count. */
    public VideoReport measure(int rounds) {
        Path jar = installation.folder().resolve("benchmarks/video-bare/target/app/video-bare.jar");
        List<String> arguments = List.of(
                clip.toString(),
                model.toString(),
                Integer.toString(width),
                Double.toString(fps),
                scratch.resolve("bare.mp4").toString());
        try (RuntimeProcess all = start("all", false);
                RuntimeProcess one = start("one", true);
                BareVideo bare = BareVideo.start(jar, arguments)) {
            return measure(rounds, bare, all, one);
        }
    }

    private VideoReport measure(int rounds, BareVideo bare, RuntimeProcess all, RuntimeProcess one) {
        List<Stages> alone = new ArrayList<>();
        List<Stages> functions = new ArrayList<>();
        List<Stages> single = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            add(round, alone, bare.round());
            add(round, functions, transform(all));
            add(round, single, transform(one));
        }
        return new VideoReport(
                bare.frames(),
                Runtime.getRuntime().availableProcessors(),
                alone,
                functions,
                single,
                all.instances("demo/" + PAINTER).size(),
                all.peakMib());
    }

    private static void add(int round, List<Stages> stages, Stages measured) {
        if (round > 0) {
            stages.add(measured);
        }
    }

    private RuntimeProcess start(String name, boolean single) {
        try {
            Path folder = Files.createDirectory(scratch.resolve(name));
            RuntimeProcess runtime = RuntimeProcess.start(installation, folder, List.of());
            FUNCTIONS.forEach(each -> runtime.deployUntrained(Project.read(installation.function(each), null)));
            runtime.deployUntrained(painter(single));
            runtime.upload(COLLECTION, List.of(clip, model));
            return runtime;
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot make a folder: " + e.getMessage(), e);
        }
    }

    /** The function as it is bundled, or with one instance that takes one call at a time. */
    private Project painter(boolean single) {
        Project bundled = Project.read(installation.function(PAINTER), null);
        if (!single) {
            return bundled;
        }
        byte[] bytes = new String(bundled.manifestBytes(), StandardCharsets.UTF_8)
                .replaceFirst("(?m)^concurrency:.*$", "concurrency: 1\ninstances: {max: 1}")
                .getBytes(StandardCharsets.UTF_8);
        try {
            return new Project(bundled.folder(), ManifestReader.read(PAINTER, bytes), bytes);
        } catch (InvalidManifestException e) {
            throw new CliFailure(ExitCode.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }

    private Stages transform(RuntimeProcess runtime) {
        String input = Json.text(
                Map.of(
                        "video",
                        COLLECTION + "/" + clip.getFileName(),
                        "model",
                        COLLECTION + "/" + model.getFileName(),
                        "width",
                        width,
                        "fps",
                        fps,
                        "to",
                        COLLECTION,
                        "name",
                        "made"),
                false);
        long begin = System.nanoTime();
        String answer = runtime.call(CALL, input);
        double whole = (System.nanoTime() - begin) / 1e9;
        JsonNode stages = stages(answer);
        return new Stages(
                stages.path("split").asDouble(),
                stages.path("paint").asDouble(),
                stages.path("join").asDouble(),
                whole);
    }

    private static JsonNode stages(String answer) {
        try {
            return Json.MAPPER.readTree(answer).path("result").path("stages");
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "an answer is not JSON: " + answer, e);
        }
    }
}
