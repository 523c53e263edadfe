package io.sluice.image;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What is asked for: properties on standard input, so that nothing of it is seen in the list of processes.
 *
 * @param base a name and tag or digest, or {@code tar:FILE}
 * @param insecure whether registries may speak plain HTTP, or show certificates that nobody vouches for
 * @param jdk the JDK that goes in
 * @param root Sluice's own folder, built
 * @param flags what the runtime's JVM is always started with
 * @param sizes what its JVM is started with unless whoever starts the image says otherwise
 * @param cache where what is made for an image is kept for the next
 * @param aotCache an AOT cache recorded before, for this very JDK and runtime
 */
record Request(
        String base,
        Target target,
        boolean insecure,
        Path jdk,
        Path root,
        List<String> flags,
        List<String> sizes,
        Variant variant,
        Path cache,
        Optional<Path> aotCache) {

    static Request read(Reader reader) throws IOException {
        Properties all = new Properties();
        all.load(reader);
        return new Request(
                required(all, "base"),
                target(all),
                Boolean.parseBoolean(all.getProperty("insecure")),
                Path.of(required(all, "jdk")),
                Path.of(required(all, "root")),
                words(required(all, "flags")),
                words(required(all, "sizes")),
                Variant.of(required(all, "variant")),
                Path.of(required(all, "cache")),
                Optional.ofNullable(all.getProperty("aot-cache")).map(Path::of));
    }

    private static Target target(Properties all) {
        String tar = all.getProperty("tar");
        return tar == null ? new Target.Push(required(all, "push")) : new Target.Tar(Path.of(tar));
    }

    private static List<String> words(String line) {
        return List.of(line.split(" "));
    }

    private static String required(Properties all, String name) {
        String value = all.getProperty(name);
        if (value == null || value.isBlank()) {
            throw ImageFailure.wrong("property '" + name + "' is missing in the request");
        }
        return value;
    }

    /** Where the built runtime is. */
    Path application() {
        return root.resolve("runtime/target/quarkus-app");
    }

    /** Where the built command line is. */
    Path commandLine() {
        return root.resolve("cli/target");
    }

    /** What starts the command line in an image. */
    Path launcher() {
        return root.resolve("src/native/sluice-in-image");
    }
}
