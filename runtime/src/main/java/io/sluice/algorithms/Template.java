package io.sluice.algorithms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a new algorithm begins with: files that work at once. {@code __ALGO__} and {@code __USERNAME__} stand for its name. */
final class Template {

    private static final List<String> EVERY = List.of("algorithmia.conf", ".gitignore");

    private Template() {}

    /** The files of an algorithm: content by path. */
    static Map<String, String> of(Language language, String owner, String name) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : EVERY) {
            files.put(file, filled(file, language, owner, name));
        }
        for (String file : own(language)) {
            files.put(file.replace("__ALGO__", name), filled(file, language, owner, name));
        }
        return files;
    }

    private static List<String> own(Language language) {
        return switch (language) {
            case PYTHON -> List.of("requirements.txt", "src/__ALGO__.py");
            case JAVASCRIPT -> List.of("package.json", "src/__ALGO__.js");
            case JAVA -> List.of("src/main/java/algorithmia/__ALGO__/__ALGO__.java");
            case OTHER, PIPELINE -> List.of();
        };
    }

    private static String filled(String file, Language language, String owner, String name) {
        String resource =
                EVERY.contains(file) ? file : language.word() + "/" + file.substring(file.lastIndexOf('/') + 1);
        // A resource of that very name would be left out of the jar, as tools take it for their own.
        return text("templates/" + resource.replace(".gitignore", "gitignore"))
                .replace("__ALGO__", name)
                .replace("__USERNAME__", owner)
                .replace("__LANGUAGE__", language.word());
    }

    private static String text(String resource) {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing beside " + Template.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
