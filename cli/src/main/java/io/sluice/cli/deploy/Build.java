package io.sluice.cli.deploy;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.local.Jvm;
import io.sluice.manifest.RuntimeKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a project's own build: the manifest's command or, where there is a {@code pom.xml}, Maven. */
public final class Build {

    private static final int SHOWN_LINES = 30;
    private static final int CONTAINER_SECONDS = 10;

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
                perform(project, project.folder(), command, progress);
            }
        });
    }

    /**
     * Compiles a Java project to an executable, which is all that its package folder holds then.
     *
     * @param environment where the builder is looked for
     */
    public void compile(Project project, Map<String, String> environment) {
        List<String> command = nativeCommand(project, builder(environment));
        delete(project.packageFolder());
        Path where = installation.bundles(project.folder()) ? installation.folder() : project.folder();
        try (Progress progress = Progress.of(
                console, "compiling " + project.manifest().name() + ", this takes minutes and 3 GB of memory", -1)) {
            perform(project, where, command, progress);
        }
        gather(project);
    }

    /** Quarkus leaves the executable in target, or in the folder it was told of, depending on how it was built. */
    private static void gather(Project project) {
        Path folder = project.packageFolder();
        try (Stream<Path> made = Files.list(project.folder().resolve("target"))) {
            Files.createDirectories(folder);
            for (Path runner :
                    made.filter(file -> file.toString().endsWith("-runner")).toList()) {
                Files.move(runner, folder.resolve(runner.getFileName()));
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.BUILD_FAILED, "cannot gather what was built: " + e.getMessage(), e);
        }
    }

    private static NativeBuilder builder(Map<String, String> environment) {
        return NativeBuilder.find(environment, Files::isExecutable, Build::answers)
                .orElseThrow(() -> new CliFailure(
                        ExitCode.BUILD_FAILED,
                        "no builder of native executables is at hand: there is no native-image in GRAALVM_HOME, JAVA_HOME or"
                                + " PATH, and neither podman nor docker answers"
                                + "\n  Install GraalVM or Mandrel for JDK 25 and set GRAALVM_HOME, or go on with jars:"
                                + " they start with an AOT cache."));
    }

    /** Whether a program can run containers: it is there, and so is what it talks to. */
    private static boolean answers(String program) {
        try {
            Process process = new ProcessBuilder(program, "info")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(CONTAINER_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It is not there.
        }
        return false;
    }

    List<String> nativeCommand(Project project, NativeBuilder builder) {
        Path target = project.folder().resolve("target");
        Path output = project.packageFolder();
        if (project.manifest().runtime() != RuntimeKind.JAVA
                || !Files.isRegularFile(project.folder().resolve("pom.xml"))
                || output.equals(target)
                || !output.startsWith(target)) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    project.folder()
                            + ": --native is for projects with runtime java, a pom.xml, and a package folder inside"
                            + " target, such as target/quarkus-app");
        }
        List<String> command = new ArrayList<>(List.of(
                installation.folder().resolve("mvnw").toString(), "-B", "-ntp", "package", "-Dmaven.test.skip=true"));
        if (installation.bundles(project.folder())) {
            Path module = installation
                    .folder()
                    .toAbsolutePath()
                    .normalize()
                    .relativize(project.folder().toAbsolutePath().normalize());
            command.addAll(List.of("-pl", module.toString(), "-am", "-Pnative", "-Dspotless.check.skip=true"));
        }
        command.addAll(List.of(
                "-Dquarkus.native.enabled=true",
                "-Dquarkus.package.jar.enabled=false",
                "-Dquarkus.package.output-directory=" + target.relativize(output)));
        command.addAll(builder.options());
        return command;
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.BUILD_FAILED, "cannot empty " + folder + ": " + e.getMessage(), e);
        }
    }

    Optional<List<String>> command(Project project) {
        String build = project.manifest().build();
        if (build != null) {
            return Optional.of(List.of("/bin/sh", "-c", build));
        }
        if (!Files.isRegularFile(project.folder().resolve("pom.xml"))) {
            return Optional.empty();
        }
        return Optional.of(List.of(
                installation.folder().resolve("mvnw").toString(), "-B", "-ntp", "package", "-Dmaven.test.skip=true"));
    }

    private void perform(Project project, Path where, List<String> command, Progress progress) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Jvm.home().ifPresent(home -> builder.environment().putIfAbsent("JAVA_HOME", home));
        builder.environment().merge("MAVEN_OPTS", mavenOptions(), (set, ours) -> ours + " " + set);
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

    /** Maven lives for seconds: what a JVM prepares for later is not worth its time. What the author has set comes after. */
    private String mavenOptions() {
        String options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData";
        return installation
                .root()
                .map(root -> options + " -Dsluice.repository=" + installation.repositoryUrl())
                .orElse(options);
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
