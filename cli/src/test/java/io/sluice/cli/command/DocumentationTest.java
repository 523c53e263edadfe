package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.Markdown.Snippet;
import io.sluice.cli.console.Console;
import io.sluice.manifest.ManifestReader;
import io.sluice.manifest.pipeline.PipelineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documentation says must be so: its commands, links, manifests, and that it leaves no setting out. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern METHOD = Pattern.compile("(?m)^( +)[\\w<>]+ (\\w+)\\(\\);$|^    interface (\\w+)");

    static Stream<Markdown> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(file -> Markdown.read(ROOT, file))
                    .toList()
                    .stream();
        }
    }

    private static Stream<Markdown> guide() throws IOException {
        return pages().filter(page -> page.name().startsWith("docs/guide/"));
    }

    private static List<Snippet> snippets(Predicate<Snippet> wanted) throws IOException {
        return pages().flatMap(page -> page.snippets().stream()).filter(wanted).toList();
    }

    @Test
    void documentation_hasWhatItIsTestedFor() throws IOException {
        assertThat(snippets(snippet -> snippet.language().equals("yaml"))).isNotEmpty();
        assertThat(commands()).hasSizeGreaterThan(40);
    }

    static Stream<String> commands() throws IOException {
        return snippets(snippet -> snippet.language().equals("sh")).stream()
                .flatMap(snippet -> ShellText.commands(snippet.text()).stream())
                .filter(command -> command.getFirst().matches("(\\./)?sluice"))
                .map(command -> String.join("\n", command))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_isOneThatTheProgramTakes(String command) {
        List<String> words = command.lines().toList();
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);

        assertThatCode(() -> program().parseArgs(arguments)).doesNotThrowAnyException();
    }

    private static CommandLine program() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console =
                new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, false, false, 100);
        return SluiceCommand.line(Map.of(), console);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_leadSomewhere(Markdown page) {
        assertThat(page.links()).allSatisfy(link -> assertThat(page.problem(link))
                .as("link '%s' of %s", link, page.name())
                .isEmpty());
    }

    @Test
    void manifests_areValid() throws IOException {
        assertThat(snippets(snippet -> snippet.language().equals("yaml") && !isPipeline(snippet)))
                .allSatisfy(snippet -> assertThatCode(() -> ManifestReader.read(
                                snippet.place(), snippet.text().getBytes(StandardCharsets.UTF_8)))
                        .doesNotThrowAnyException());
    }

    private static boolean isPipeline(Snippet snippet) {
        return snippet.text().startsWith("do:");
    }

    @Test
    void pipelines_areValid() throws IOException {
        assertThat(snippets(snippet -> snippet.language().equals("yaml") && isPipeline(snippet)))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThatCode(() -> PipelineReader.read(snippet.place(), snippet.text()))
                        .doesNotThrowAnyException());
    }

    @Test
    void guide_namesEveryFieldOfTheManifest() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(ManifestReader.schema());
        List<String> fields = new ArrayList<>();
        schema.path("properties").properties().forEach(field -> {
            JsonNode inner = field.getValue().path("properties");
            if (inner.isMissingNode()) {
                fields.add("| `" + field.getKey() + "` |");
            }
            inner.fieldNames().forEachRemaining(name -> fields.add("| `" + field.getKey() + "." + name + "` |"));
        });

        assertThat(text(guide())).contains(fields);
    }

    @Test
    void guide_namesTheDefaultsOfTheManifest() throws IOException {
        String guide = text(guide());
        JsonNode schema = new ObjectMapper().readTree(ManifestReader.schema());

        schema.path("properties").properties().stream()
                .filter(field -> field.getValue().path("default").isValueNode())
                .filter(field -> !field.getValue().path("default").asText().isEmpty())
                .forEach(field -> assertThat(guide.lines()
                                .filter(line -> line.startsWith("| `" + field.getKey() + "` |"))
                                .findFirst())
                        .hasValueSatisfying(line -> assertThat(line)
                                .contains(
                                        "| `" + field.getValue().path("default").asText() + "` |")));
    }

    @Test
    void guide_namesEverySettingOfTheRuntime() throws IOException {
        String source = Files.readString(ROOT.resolve("runtime/src/main/java/io/sluice/boot/SluiceConfig.java"));

        List<String> rows = settings(source).stream()
                .map(property -> "| `" + property + "` | `" + variable(property) + "` |")
                .toList();

        assertThat(rows).hasSizeGreaterThan(9);
        assertThat(text(guide())).contains(rows);
    }

    /** The properties of a configuration mapping, by its source: the command line does not see the runtime's classes. */
    private static List<String> settings(String source) {
        List<String> properties = new ArrayList<>();
        String group = "";
        for (MatchResult match : METHOD.matcher(source).results().toList()) {
            if (match.group(3) != null) {
                group = kebab(match.group(3)) + ".";
            } else if (match.group(1).length() > 4) {
                properties.add("sluice." + group + kebab(match.group(2)));
            } else if (!source.contains("interface " + capitalised(match.group(2)) + " {")) {
                properties.add("sluice." + kebab(match.group(2)));
            }
        }
        return properties;
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String variable(String property) {
        return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private static String text(Stream<Markdown> pages) {
        return String.join("\n", pages.map(Markdown::text).toList());
    }
}
