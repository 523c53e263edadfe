package io.sluice.cli.image;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digests that base images had when they were recorded, in a file that belongs into version control: a tag may mean
 * another image tomorrow.
 */
public final class BasePins {

    private static final String REMARK =
            "# Base images by name and the digest that is used for it; 'sluice image --pin' writes it.";

    private final Path file;

    public BasePins(Path file) {
        this.file = file;
    }

    /** The image with its digest where one was recorded for it, else as it was named. */
    public String pinned(String base) {
        String digest = all().get(base);
        return digest == null ? base : untagged(base) + "@" + digest;
    }

    /** The name without its tag: a digest stands in its place. */
    private static String untagged(String base) {
        int colon = base.lastIndexOf(':');
        return colon > base.lastIndexOf('/') ? base.substring(0, colon) : base;
    }

    /** Records a digest, in place of the one that was. */
    public void record(String base, String digest) {
        Map<String, String> all = all();
        all.put(base, digest);
        StringBuilder text = new StringBuilder(REMARK).append('\n');
        all.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        if (!Files.exists(file)) {
            return all;
        }
        for (String line : lines()) {
            String[] words = line.strip().split("\\s+");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (words.length != 2 || !words[1].matches("sha256:[0-9a-f]{64}")) {
                throw new CliFailure(
                        ExitCode.USAGE,
                        file + ": each line must be the name of an image and its digest (sha256:...), was '" + line
                                + "'");
            }
            all.put(words[0], words[1]);
        }
        return all;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
