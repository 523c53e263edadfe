package io.sluice.cli.scaffold;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.FunctionName;
import io.sluice.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** A Quarkus Funqy project with one function, from the templates beside this class in the resources. */
public final class JavaProject {

    /** Template to the file that it becomes; {@code @package@} and {@code @Class@} are filled in, in both. */
    private static final Map<String, String> FILES = Map.of(
            "pom.xml.template", "pom.xml",
            "sluice.yaml.template", "sluice.yaml",
            "README.md.template", "README.md",
            "gitignore.template", ".gitignore",
            "application.properties.template", "src/main/resources/application.properties",
            "Function.java.template", "src/main/java/@package@/@Class@.java",
            "FunctionTest.java.template", "src/test/java/@package@/@Class@Test.java");

    /** Names whose class or method would clash with one that is there. */
    private static final Set<String> TAKEN = Set.of(
            "string", "object", "funq", "test", "getClass", "notify", "notifyAll", "wait", "toString", "hashCode");

    private JavaProject() {}

    /**
     * Makes the project.
     *
     * @param folder a folder that is new or empty
     * @param repository the address of the file repository with the SDK
     */
    public static void create(FunctionName name, Path folder, String repository) {
        requireEmpty(folder);
        Map<String, String> words = words(name, repository);
        try {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                write(folder.resolve(fill(file.getValue(), words)), fill(template(file.getKey()), words));
            }
            write(folder.resolve("sluice.schema.json"), ManifestReader.schema());
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, "cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new CliFailure(
                        ExitCode.CONFLICT, "the folder " + folder + " is not empty; name another, or empty it");
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.CONFLICT, folder + " is not a folder that can be used", e);
        }
    }

    private static Map<String, String> words(FunctionName name, String repository) {
        String method = method(name.name());
        return Map.of(
                "@owner@",
                name.owner(),
                "@name@",
                name.name(),
                "@method@",
                method,
                "@Class@",
                method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1),
                "@package@",
                "functions",
                "@repository@",
                repository);
    }

    /** The function's name as a Java method: {@code word-count} becomes {@code wordCount}. */
    static String method(String name) {
        StringBuilder method = new StringBuilder();
        for (String part : List.of(name.split("[-_]+"))) {
            method.append(
                    method.isEmpty() || part.isEmpty()
                            ? part
                            : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        String plain = method.substring(0, 1).toLowerCase(Locale.ROOT) + method.substring(1);
        if (Character.isDigit(plain.charAt(0))) {
            return "function" + plain;
        }
        return SourceVersion.isName(plain) && !TAKEN.contains(plain) ? plain : plain + "Function";
    }

    private static String fill(String text, Map<String, String> words) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace(word.getKey(), word.getValue());
        }
        return filled;
    }

    private static String template(String name) throws IOException {
        try (InputStream resource = JavaProject.class.getResourceAsStream("java/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("the template " + name + " is missing in this program");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
