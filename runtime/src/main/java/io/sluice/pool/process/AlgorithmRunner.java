package io.sluice.pool.process;

import com.google.gson.Gson;
import io.sluice.contract.FunctionName;
import io.sluice.manifest.AlgorithmiaProject;
import io.sluice.pool.InstanceSpec;
import io.sluice.runners.java.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bundled runner for Java algorithms in Algorithmia's forms, classes and jars that know nothing of Quarkus; packages of
 * any other form go to the command that starts those.
 *
 * @param javaHome the JDK that runs them
 * @param folder where the runner's jars are
 * @param others starts the packages of other forms
 */
public record AlgorithmRunner(Path javaHome, Path folder, LaunchCommand others) implements LaunchCommand {

    private static final String RUNNER = "runner";
    private static final String CONTRACT = "contract";
    private static final String GSON = "gson";

    /** Lays the runner's jars, which are among this program's own; blocks. */
    public static AlgorithmRunner lay(Path folder, Path javaHome, LaunchCommand others) {
        Map<String, Class<?>> parts = new LinkedHashMap<>();
        parts.put(RUNNER, Main.class);
        parts.put(CONTRACT, FunctionName.class);
        parts.put(GSON, Gson.class);
        try {
            Folders.deleteTreeQuietly(folder);
            Folders.createPrivate(folder);
            for (Map.Entry<String, Class<?>> part : parts.entrySet()) {
                copy(origin(part.getValue()), folder.resolve(part.getKey() + ".jar"));
            }
            return new AlgorithmRunner(javaHome, folder, others);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the runner's folder " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * The jar or folder that a class comes from, by its own file: of classes in an AOT cache that was recorded elsewhere, the
     * JVM knows no code source.
     */
    private static Path origin(Class<?> type) throws IOException {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        String found = String.valueOf(type.getResource(file));
        if (!found.endsWith(file)) {
            throw new IOException("it is not known where " + type + " comes from; its file is " + found);
        }
        String origin = found.substring(0, found.length() - file.length());
        return Path.of(URI.create(origin.startsWith("jar:") ? origin.substring(4, origin.length() - 1) : origin));
    }

    /** A jar, or the folder of classes that becomes one. */
    private static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            Files.copy(from, to);
            return;
        }
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : (Iterable<Path>) tree::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    @Override
    public List<String> of(InstanceSpec spec, Path scratch) {
        Path app = spec.packageFolder().resolve("app");
        if (!isAlgorithm(app)) {
            return others.of(spec, scratch);
        }
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(JavaFlags.of(spec.memoryBytes(), spec.options()));
        command.addAll(JavaFlags.own(scratch));
        command.add("-cp");
        command.add(classPath(app));
        command.add(Main.class.getName());
        command.add(app.toString());
        command.add(spec.entryPoint());
        return command;
    }

    @Override
    public Optional<List<String>> forkServer(InstanceSpec spec, Path socket, String placeholderPath) {
        return others.forkServer(spec, socket, placeholderPath);
    }

    @Override
    public List<Path> reads(InstanceSpec spec) {
        List<Path> reads = new ArrayList<>(JavaLaunchCommand.files(javaHome));
        reads.add(folder);
        return reads;
    }

    @Override
    public List<Path> writes(InstanceSpec spec) {
        return others.writes(spec);
    }

    private static boolean isAlgorithm(Path app) {
        return Files.isRegularFile(app.resolve(AlgorithmiaProject.FILE_NAME))
                && !Files.exists(app.resolve("quarkus-run.jar"));
    }

    /** The runner's kit comes before the author's, its Gson behind: the stock client does not run with new versions. */
    private String classPath(Path app) {
        return Stream.of(
                        folder.resolve(RUNNER + ".jar"),
                        folder.resolve(CONTRACT + ".jar"),
                        app.resolve("classes"),
                        app.resolve("*"),
                        app.resolve("lib/*"),
                        folder.resolve(GSON + ".jar"))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }
}
