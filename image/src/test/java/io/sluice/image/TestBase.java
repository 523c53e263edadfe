package io.sluice.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A base image in a file, as {@code docker save} writes it: layers of empty files. */
final class TestBase {

    private TestBase() {}

    static Path write(Path file, List<List<String>> layers) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        StringJoiner diffs = new StringJoiner(",");
        StringJoiner names = new StringJoiner(",");
        for (List<String> layer : layers) {
            byte[] tar = tar(emptyFiles(layer));
            parts.put(sha256(tar) + ".tar", tar);
            diffs.add("\"sha256:" + sha256(tar) + "\"");
            names.add("\"" + sha256(tar) + ".tar\"");
        }
        parts.put("config.json", bytes("""
                {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[%s]}}""".formatted(diffs)));
        parts.put("manifest.json", bytes("""
                [{"Config":"config.json","RepoTags":["base:1"],"Layers":[%s]}]""".formatted(names)));
        return Files.write(file, tar(parts));
    }

    private static Map<String, byte[]> emptyFiles(List<String> names) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        names.forEach(name -> files.put(name, new byte[0]));
        return files;
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, files);
        return bytes.toByteArray();
    }

    private static void write(OutputStream out, Map<String, byte[]> files) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setModTime(0);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
