package io.sluice.functions.lemmatize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The models name classes that OpenNLP makes by reflection, also when a tagger is made at run time. */
final class NativeMetadataTest {

    private static final Pattern NAMED = Pattern.compile("(?:class=\"|(?m)^factory=)(opennlp\\.[\\w.]+)");

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = NativeMetadataTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static Set<String> classesNamedBy(String model) throws IOException {
        Set<String> names = new TreeSet<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(resource(model)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".model")) {
                    continue;
                }
                Matcher matcher = NAMED.matcher(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        }
        return names;
    }

    @Test
    void metadata_hasEachClassThatAModelNames() throws IOException {
        Set<String> registered = new HashSet<>();
        new ObjectMapper()
                .readTree(resource(
                        "/META-INF/native-image/io.sluice/sluice-function-lemmatize/reachability-metadata.json"))
                .path("reflection")
                .forEach(entry -> registered.add(entry.path("type").asText()));
        Set<String> named = classesNamedBy("/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin");
        named.addAll(classesNamedBy("/opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin"));

        assertThat(named).hasSizeGreaterThan(5);
        assertThat(registered).containsAll(named);
    }
}
