package io.sluice.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads {@code sluice.yaml}: all of what is wrong with a file is told at once. Safe for use by many threads. */
public final class ManifestReader {

    /** The most bytes or characters that a manifest may have. */
    public static final int MAX_SIZE = 64 * 1024;

    private static final String SCHEMA = "sluice.schema.json";

    private ManifestReader() {}

    /**
     * Reads a manifest from the bytes of a file.
     *
     * @param fileName what problems call the file
     * @throws InvalidManifestException when it is not UTF-8, not YAML, or breaks a rule
     */
    public static Manifest read(String fileName, byte[] content) throws InvalidManifestException {
        if (content.length > MAX_SIZE) {
            throw tooLarge(fileName, content.length + " bytes");
        }
        try {
            return read(
                    fileName,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new InvalidManifestException(
                    new ManifestProblem(fileName, 1, "", "must be text in UTF-8; save it in that encoding", null));
        }
    }

    /**
     * Reads a manifest from its text.
     *
     * @param fileName what problems call the file
     * @throws InvalidManifestException when it is not YAML, or breaks a rule
     */
    public static Manifest read(String fileName, String yaml) throws InvalidManifestException {
        if (yaml.length() > MAX_SIZE) {
            throw tooLarge(fileName, yaml.length() + " characters");
        }
        YamlDocument document = YamlDocument.parse(fileName, yaml, new ManifestForm());
        List<ManifestProblem> problems = new ArrayList<>(SchemaCheck.check(document));
        Manifest manifest = new ManifestBinder(document, problems).bind();
        if (manifest == null || !problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(ManifestProblem::line).thenComparing(ManifestProblem::field));
            throw new InvalidManifestException(problems);
        }
        return manifest;
    }

    /** The published JSON schema (draft 2020-12), for editors and other tools. */
    public static String schema() {
        try (InputStream resource = ManifestReader.class.getResourceAsStream(SCHEMA)) {
            if (resource == null) {
                throw new IllegalStateException("resource " + SCHEMA + " is missing beside " + ManifestReader.class);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InvalidManifestException tooLarge(String fileName, String size) {
        return new InvalidManifestException(
                new ManifestProblem(fileName, 1, "", "must have at most " + MAX_SIZE / 1024 + " KiB", size));
    }
}
