package io.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import algorithmia.Greet.Greet;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;

/** What is written from something else says the same. {@code -Dsluice.chart.write=true} writes it anew. */
class ChartDocumentationTest {

    private static final boolean WRITE = Boolean.getBoolean("sluice.chart.write");

    @Test
    void readme_isWrittenFromTheValues() throws IOException {
        assertSame("README.md", ChartDocumentation.readme());
    }

    @Test
    void schema_describesValuesAsTheirCommentsDo() throws IOException {
        assertSame("values.schema.json", ChartDocumentation.schemaText());
    }

    /** The class file may differ by the compiler, so that it is not compared. */
    @Test
    void functionOfHelmTest_greets() throws IOException, ReflectiveOperationException {
        Path jar = Chart.file("files/test/greet.jar");
        if (WRITE) {
            writeJar(jar);
        }

        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Class<?> greet = loader.loadClass("algorithmia.Greet.Greet");
            assertThat(greet.getMethod("apply", String.class)
                            .invoke(greet.getConstructor().newInstance(), "Kubernetes"))
                    .isEqualTo("Hello Kubernetes");
        }
        assertThat(Files.size(jar)).isLessThan(2000);
    }

    private static void writeJar(Path file) throws IOException {
        String name = Greet.class.getName().replace('.', '/') + ".class";
        try (InputStream compiled =
                        Objects.requireNonNull(Greet.class.getClassLoader().getResourceAsStream(name));
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            JarEntry entry = new JarEntry(name);
            entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            jar.putNextEntry(entry);
            compiled.transferTo(jar);
        }
    }

    private static void assertSame(String file, String wanted) throws IOException {
        if (WRITE) {
            Files.writeString(Chart.file(file), wanted);
        }
        assertThat(ChartDocumentation.read(file))
                .as(
                        file
                                + " is written by: ./mvnw -pl helm test -Dtest=ChartDocumentationTest -Dsluice.chart.write=true")
                .isEqualTo(wanted);
    }

    @Test
    void schema_refusesEveryNameThatItDoesNotHave_andDescribesEachThatItHas() {
        List<String> wrong = new ArrayList<>();
        check("values", ChartDocumentation.schema(), wrong);

        assertThat(wrong).isEmpty();
    }

    private static void check(String path, JsonNode schema, List<String> wrong) {
        if (schema.path("additionalProperties").asBoolean(true)) {
            wrong.add(path + " takes names that it does not have");
        }
        schema.path("properties").properties().forEach(property -> {
            String name = path + "." + property.getKey();
            if (property.getValue().path("description").asText().isEmpty()) {
                wrong.add(name + " has no description");
            }
            if (property.getValue().has("properties")) {
                check(name, property.getValue(), wrong);
            }
        });
    }

    @Test
    void values_areAllInTheSchema_andOtherwiseSettingsOnly() throws IOException {
        List<String> inSchema = new ArrayList<>();
        ChartDocumentation.leaves(ChartDocumentation.schema(), "", inSchema);
        JsonNode values = Chart.YAML.readTree(ChartDocumentation.read("values.yaml"));

        assertThat(inSchema)
                .filteredOn(path -> !path.startsWith("settings.") && !path.equals("global"))
                .allSatisfy(path -> assertThat(
                                values.at("/" + path.replace(".", "/")).isMissingNode())
                        .as("values.yaml has no " + path)
                        .isFalse());
    }
}
