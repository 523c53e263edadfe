package io.sluice.cli.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.local.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Has the program beside this one build an image. It is a program of its own for all that it brings with it. */
public final class ImageBuilder {

    private final Installation installation;
    private final Console console;
    private int reached;

    public ImageBuilder(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    /** Builds it; a failure says what to do. */
    public ImageFacts build(Map<String, String> request) {
        try {
            Process process = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (Progress progress = Progress.of(console, "building the image", 100)) {
                ask(process, request);
                return answer(process.inputReader(), progress);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "the builder of images cannot be run: " + e.getMessage(), e);
        }
    }

    private List<String> command() {
        return List.of(
                Jvm.program(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx512m",
                "-jar",
                installation.imageJar().toString());
    }

    private static void ask(Process process, Map<String, String> request) throws IOException {
        Properties all = new Properties();
        all.putAll(request);
        try (Writer writer = process.outputWriter()) {
            all.store(writer, null);
        }
    }

    private ImageFacts answer(BufferedReader answers, Progress progress) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            int blank = line.indexOf(' ');
            String word = line.substring(0, Math.max(0, blank));
            String rest = line.substring(blank + 1);
            switch (word) {
                case "built" -> {
                    return Json.MAPPER.readValue(rest, ImageFacts.class);
                }
                case "failed" -> throw failure(rest);
                default -> show(progress, word, rest);
            }
        }
        throw new CliFailure(ExitCode.INTERNAL, "the builder of images has ended without an answer");
    }

    private void show(Progress progress, String percent, String step) {
        if (!percent.isEmpty() && percent.chars().allMatch(Character::isDigit)) {
            int now = Integer.parseInt(percent);
            progress.advance(now - reached);
            reached = now;
            progress.note(step);
        }
    }

    private static CliFailure failure(String json) throws JsonProcessingException {
        JsonNode facts = Json.MAPPER.readTree(json);
        return new CliFailure(
                exitCode(facts.path("kind").asText()), facts.path("message").asText());
    }

    private static int exitCode(@Nullable String kind) {
        return switch (kind) {
            case "WRONG" -> ExitCode.USAGE;
            case "UNREACHABLE" -> ExitCode.UNREACHABLE;
            case null, default -> ExitCode.BUILD_FAILED;
        };
    }
}
