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
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A new project with one function, from the templates beside this class in the resources. */
public final class Scaffold {

    private Scaffold() {}

    /**
     * Makes the project.
     *
     * @param language the word of its language, such as {@code java}
     * @param folder a folder that is new or empty
     * @param repository the address of the file repository with the SDK
     */
    public static void create(String language, FunctionName name, Path folder, String repository) {
        Language chosen = Languages.of(language);
        requireEmpty(folder);
        Map<String, String> words = new HashMap<>(chosen.words(name, repository));
        words.put("@owner@", name.owner());
        words.put("@name@", name.name());
        try {
            for (Map.Entry<String, String> file : chosen.files().entrySet()) {
                write(
                        folder.resolve(fill(file.getValue(), words)),
                        fill(template(chosen.word() + "/" + file.getKey()), words));
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

    private static String fill(String text, Map<String, String> words) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace(word.getKey(), word.getValue());
        }
        return filled;
    }

    private static String template(String name) throws IOException {
        try (InputStream resource = Scaffold.class.getResourceAsStream(name)) {
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
