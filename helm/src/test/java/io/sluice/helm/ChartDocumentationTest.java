package io.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** README and schema say what {@code values.yaml} says. {@code -Dsluice.chart.write=true} writes them anew. */
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
