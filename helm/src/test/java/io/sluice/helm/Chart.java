package io.sluice.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chart, as Helm renders it. */
final class Chart {

    static final Path FOLDER = Path.of("sluice").toAbsolutePath();
    static final String NAMESPACE = "default";
    static final YAMLMapper YAML = new YAMLMapper();

    private Chart() {}

    /** A file of the chart. */
    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** What is installed with these values: names of files of the chart, or {@code name=value} and {@code name:=JSON}. */
    static List<JsonNode> render(String... values) {
        return render(FOLDER, values);
    }

    /** What belongs to {@code helm test}, too, which Helm leaves out elsewhere. */
    static List<JsonNode> renderWithTests(Path folder, String... values) {
        copyWithoutHooks(folder);
        return render(folder, values);
    }

    /** What an install prints, which Helm shows nowhere else: as an object of a copy of the chart. */
    static String notes(Path folder, String... values) {
        copyWithoutHooks(folder);
        try {
            Files.writeString(
                    folder.resolve("templates/notes.yaml"),
                    "{{- define \"notes\" }}" + Files.readString(file("templates/NOTES.txt")) + "{{- end }}\n"
                            + "kind: Notes\ntext: {{ include \"notes\" . | quote }}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return render(folder, values).stream()
                .filter(object -> object.path("kind").asText().equals("Notes"))
                .map(object -> object.path("text").asText())
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> render(Path chart, String... values) {
        TemplateCommand template = new Helm(chart)
                .template()
                .withName("sluice")
                .withNamespace(NAMESPACE)
                .withKubeVersion("1.34.0");
        for (String value : values) {
            int equals = value.indexOf('=');
            if (equals < 0) {
                template.withValuesFile(file(value));
            } else {
                template.set(value.substring(0, equals), value.substring(equals + 1));
            }
        }
        return objects(template.call());
    }

    private static List<JsonNode> objects(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(document -> !document.isNull() && !document.isMissingNode())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(yaml, e);
        }
    }

    private static void copyWithoutHooks(Path to) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling("."));
                if (file.toString().endsWith(".yaml")) {
                    Files.writeString(copy, Files.readString(file).replace("helm.sh/hook:", "helm.sh/was-hook:"));
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
