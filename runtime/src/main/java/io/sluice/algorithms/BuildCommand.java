package io.sluice.algorithms;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs a source's own build command, with nothing of the runtime's environment but what builds need. Blocks. */
final class BuildCommand {

    /** Where tools are, and where they fetch from. */
    private static final Pattern PASSED_ON = Pattern.compile("PATH|LANG|TZ|HOME|MAVEN_OPTS|PIP_.*"
            + "|(?i:npm_config_.*|https?_proxy|no_proxy|all_proxy)|SSL_CERT_(FILE|DIR)");

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Path javaHome;
    private final Map<String, String> environment;
    private final Duration bound;

    /**
     * @param javaHome the JDK that Java is compiled with
     * @param environment the runtime's own
     * @param bound how long a build may take
     */
    BuildCommand(Path javaHome, Map<String, String> environment, Duration bound) {
        this.javaHome = javaHome;
        this.environment = environment;
        this.bound = bound;
    }

    /** Runs the command in a folder to its end; what it writes is told line by line. */
    void run(String command, Path folder, Consumer<String> output) throws IOException, BuildFailed {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        environment.forEach((name, value) -> {
            if (PASSED_ON.matcher(name).matches()) {
                builder.environment().put(name, value);
            }
        });
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process process = builder.start();
        Thread reader = Thread.ofVirtual().start(() -> follow(process, output));
        try {
            boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                throw new BuildFailed("the build was not done after " + bound.toMinutes() + " min, and was ended");
            }
            reader.join(LAST_WORDS);
            if (process.exitValue() != 0) {
                throw new BuildFailed("the build ended with exit code " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildFailed("the build was interrupted, since the runtime ends");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void follow(Process process, Consumer<String> output) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.accept(line);
            }
        } catch (IOException e) {
            output.accept("the build's output could not be read: " + e.getMessage());
        }
    }
}
