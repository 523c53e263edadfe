package io.sluice.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Short names for what is made of certain inputs: equal inputs have equal ones. */
final class Fingerprint {

    private static final int LETTERS = 20;

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Of texts, in their order. */
    static String of(Collection<String> texts) {
        Fingerprint print = new Fingerprint();
        texts.forEach(print::add);
        return print.text();
    }

    /** Of a folder's files: their names and what is in them. */
    static String of(Path folder) throws IOException {
        Fingerprint print = new Fingerprint();
        for (Path file : files(folder)) {
            print.add(folder.relativize(file).toString());
            print.digest.update(Files.readAllBytes(file));
        }
        return print.text();
    }

    /** The SHA-256 of a file, in full. */
    static String whole(Path file) throws IOException {
        Fingerprint print = new Fingerprint();
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), print.digest));
        }
        return HexFormat.of().formatHex(print.digest.digest());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private String text() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, LETTERS);
    }
}
