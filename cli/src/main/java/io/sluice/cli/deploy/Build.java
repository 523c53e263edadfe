package io.sluice.cli.deploy;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a project's own build: the manifest's command or, where there is a {@code pom.xml}, Maven. */
public final class Build {

    private static final int SHOWN_LINES = 30;

    private final Installation installation;
    private final Console console;

    public Build(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    /** Builds the project, if it says how. Bundled functions are built by the launcher, together with what they need. */
    public void run(Project project) {
        if (installation.bundles(project.folder())) {
            return;
        }
        command(project).ifPresent(command -> {
            try (Progress progress =
                    Progress.of(console, "building " + project.manifest().name(), -1)) {
                perform(project, command, progress);
            }
        });
    }

    Optional<List<String>> command(Project project) {
        String build = project.manifest().build();
        if (build != null) {
            return Optional.of(List.of("/bin/sh", "-c", build));
        }
        if (!Files.isRegularFile(project.folder().resolve("pom.xml"))) {
            return Optional.empty();
        }
        return Optional.of(
                List.of(installation.folder().resolve("mvnw").toString(), "-B", "-ntp", "package", "-DskipTests"));
    }

    private void perform(Project project, List<String> command, Progress progress) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        installation.root().ifPresent(root -> builder.environment()
                .merge("MAVEN_OPTS", "-Dsluice.repository=" + installation.repositoryUrl(), (a, b) -> a + " " + b));
        Deque<String> last = new ArrayDeque<>();
        try {
            Process process = builder.start();
            try (BufferedReader output = process.inputReader()) {
                follow(output, last, progress);
            }
            int code = process.waitFor();
            if (code != 0) {
                throw failed(project, "ended with exit code " + code, last, null);
            }
        } catch (IOException e) {
            throw failed(project, "could not be run: " + e.getMessage(), last, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(project, "was interrupted", last, e);
        }
    }

    private static void follow(BufferedReader output, Deque<String> last, Progress progress) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (last.size() == SHOWN_LINES) {
                last.removeFirst();
            }
            last.addLast(line);
            if (!line.isBlank()) {
                progress.note(
                        line.strip().substring(0, Math.min(40, line.strip().length())));
            }
        }
    }

    private static CliFailure failed(Project project, String how, Deque<String> last, @Nullable Throwable cause) {
        String output = last.isEmpty() ? "" : "\n  Its last lines:\n" + String.join("\n", last);
        return new CliFailure(ExitCode.BUILD_FAILED, "the build of " + project.folder() + " " + how + output, cause);
    }
}
