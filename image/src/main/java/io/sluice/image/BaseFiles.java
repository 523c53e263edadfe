package io.sluice.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The names of all files of an image, found in the layers of its file. */
record BaseFiles(Set<String> names) {

    private static final String GONE = ".wh.";
    private static final List<String> PATH =
            List.of("usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin", "sbin", "bin");

    /** Of an image in a file as {@code docker save} writes it. */
    static BaseFiles in(Path file) throws IOException {
        try (TarFile image = new TarFile(file)) {
            Map<String, TarArchiveEntry> entries = new HashMap<>();
            image.getEntries().forEach(entry -> entries.put(entry.getName(), entry));
            Set<String> names = new TreeSet<>();
            for (String layer : layers(image, entry(entries, "manifest.json", file))) {
                try (TarArchiveInputStream tar =
                        new TarArchiveInputStream(unzipped(image.getInputStream(entry(entries, layer, file))))) {
                    apply(tar, names);
                }
            }
            return new BaseFiles(names);
        }
    }

    private static TarArchiveEntry entry(Map<String, TarArchiveEntry> entries, String name, Path file) {
        TarArchiveEntry entry = entries.get(name);
        if (entry == null) {
            throw ImageFailure.wrong("base image " + file + " has no '" + name
                    + "' in it: it must be a file as 'docker save' writes it");
        }
        return entry;
    }

    private static List<String> layers(TarFile image, TarArchiveEntry manifest) throws IOException {
        try (InputStream in = image.getInputStream(manifest)) {
            JsonNode tree = new ObjectMapper().readTree(in);
            List<String> layers = new ArrayList<>();
            tree.path(0).path("Layers").forEach(layer -> layers.add(layer.asText()));
            return layers;
        }
    }

    private static InputStream unzipped(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw);
        in.mark(2);
        boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return zipped ? new GZIPInputStream(in) : in;
    }

    /** A layer takes files away by a file whose name says so. */
    private static void apply(TarArchiveInputStream layer, Set<String> names) throws IOException {
        for (TarArchiveEntry entry = layer.getNextEntry(); entry != null; entry = layer.getNextEntry()) {
            String name = entry.getName().replaceFirst("^\\./", "").replaceFirst("/$", "");
            int last = name.lastIndexOf('/') + 1;
            if (name.startsWith(GONE, last)) {
                names.remove(name.substring(0, last) + name.substring(last + GONE.length()));
            } else {
                names.add(name);
            }
        }
    }

    /** Where a program is that would be found by its name. */
    Optional<String> program(String name) {
        return PATH.stream()
                .map(folder -> folder + "/" + name)
                .filter(names::contains)
                .findFirst()
                .map(found -> "/" + found);
    }

    /** What of these programs it has not. */
    List<String> missing(List<String> programs) {
        return programs.stream().filter(name -> program(name).isEmpty()).toList();
    }

    /** Whether it has the C library that a JDK needs. */
    boolean hasLibraryOf(Jdk jdk) {
        Stream<String> all = names.stream();
        return jdk.musl()
                ? all.anyMatch(name -> name.contains("/ld-musl-") || name.startsWith("ld-musl-"))
                : all.anyMatch(name -> name.endsWith("/libc.so.6"));
    }
}
