package io.sluice.cli.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.NativeMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands look up by name while they run is what a native image of them is told of. */
final class NativeMetadataTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void record(@TempDir Path folder) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (RecordingLoader loader = new RecordingLoader()) {
            thread.setContextClassLoader(loader);
            loader.loadClass(Drive.class.getName()).getMethod("run", Path.class).invoke(null, folder);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** By the three that the jar of an executable has: generated for JSON, for commands, and written by hand. */
    private static Set<String> registered(Path folder) throws Exception {
        NativeMetadata.main(new String[] {folder.toString()});
        Set<String> types = new HashSet<>();
        addTypes(folder.resolve("reachability-metadata.json").toUri().toURL(), types);
        addTypes(inJar("picocli-generated/io.sluice/sluice-cli/reflect-config.json"), types);
        addTypes(inJar("io.sluice/sluice-cli/reachability-metadata.json"), types);
        return types;
    }

    private static URL inJar(String file) {
        String name = "/META-INF/native-image/" + file;
        return Objects.requireNonNull(NativeMetadataTest.class.getResource(name), name);
    }

    private static void addTypes(URL metadata, Set<String> types) throws IOException {
        JsonNode tree = JSON.readTree(metadata);
        for (JsonNode entry : tree.has("reflection") ? tree.path("reflection") : tree) {
            types.add(entry.path(entry.has("type") ? "type" : "name").asText());
        }
    }

    private static Pattern includedResources() throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                inJar("io.sluice/sluice-cli/native-image.properties").openStream()) {
            properties.load(in);
        }
        String option = "-H:IncludeResources=";
        String arguments = properties.getProperty("Args", "");
        return Pattern.compile(arguments.substring(arguments.indexOf(option) + option.length()));
    }

    @Test
    void types_thatAreReflectedOn_areRegistered(@TempDir Path folder) throws Exception {
        Set<String> missing = new TreeSet<>(Recorder.TYPES);
        missing.removeAll(registered(folder));

        assertThat(Recorder.TYPES).contains("io.sluice.contract.api.FunctionSummary");
        assertThat(missing).isEmpty();
    }

    @Test
    void resources_thatAreRead_areIncluded() throws IOException {
        Pattern included = includedResources();

        assertThat(Recorder.RESOURCES).isNotEmpty().allMatch(name -> included.matcher(name)
                .matches());
    }

    @Test
    void bundlesProxiesAndLibraries_areNone() {
        assertThat(Recorder.BUNDLES).isEmpty();
        assertThat(Recorder.PROXIES).isEmpty();
        assertThat(Recorder.LIBRARIES).isEmpty();
    }
}
