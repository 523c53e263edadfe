package io.sluice.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * What an image's file says: how it is started, and the files of the layers that were put on its base.
 *
 * @param config its configuration
 * @param entries by their names
 */
record ImageFile(JsonNode config, Map<String, TarArchiveEntry> entries) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ImageFile read(Path file) throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        try (TarFile tar = new TarFile(file)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                parts.put(entry.getName(), tar.getInputStream(entry).readAllBytes());
            }
        }
        Map<String, TarArchiveEntry> entries = new HashMap<>();
        for (JsonNode layer : JSON.readTree(parts.get("manifest.json")).path(0).path("Layers")) {
            add(Objects.requireNonNull(parts.get(layer.asText())), entries);
        }
        return new ImageFile(JSON.readTree(parts.get("config.json")).path("config"), entries);
    }

    private static void add(byte[] layer, Map<String, TarArchiveEntry> entries) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(layer)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
    }

    /** An entry that there is. */
    TarArchiveEntry entry(String name) {
        return Objects.requireNonNull(entries.get(name), () -> "no " + name + " in " + entries.keySet());
    }
}
