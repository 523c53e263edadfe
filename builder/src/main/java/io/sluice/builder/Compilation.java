package io.sluice.builder;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Makes the classes folder of a project, in the layout of Maven, with the JDK's compiler. */
final class Compilation implements AutoCloseable {

    private final Path folder;
    private final Path classes;
    private final List<String> options;
    private final JavaCompiler compiler;

    /** Kept from one compilation to the next, with the jars that it has open. */
    private final StandardJavaFileManager files;

    Compilation(Path folder, Path classes, List<String> options, Collection<Path> classPath) throws IOException {
        this.folder = folder;
        this.classes = classes;
        this.options = options;
        this.compiler = ToolProvider.getSystemJavaCompiler();
        this.files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    }

    /** Compiles every source and copies every resource; what is wrong, as the compiler says it, with paths in the project. */
    Optional<String> run() throws IOException {
        empty(classes);
        copy(folder.resolve("src/main/resources"));
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
        List<Path> sources = sources(folder.resolve("src/main/java"));
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(
                        said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                .call();
        return compiled
                ? Optional.empty()
                : Optional.of(said.toString().replace(folder + "/", "").strip());
    }

    private static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder())
                        .filter(Predicate.not(folder::equals))
                        .toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private void copy(Path resources) throws IOException {
        if (!Files.isDirectory(resources)) {
            return;
        }
        try (Stream<Path> all = Files.walk(resources)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = classes.resolve(resources.relativize(each));
                Files.createDirectories(target.getParent());
                Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
