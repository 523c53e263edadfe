package io.sluice.cli.command;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.image.BasePins;
import io.sluice.cli.image.ImageBuilder;
import io.sluice.cli.image.ImageFacts;
import io.sluice.cli.local.Jvm;
import io.sluice.cli.local.LocalRuntime;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds the runtime's container image. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        description = "Build the runtime's container image, for Kubernetes and container engines; no engine is needed.")
final class ImageCommand implements Callable<Integer> {

    /** What is in an image for functions. */
    enum Variant {
        slim,
        full
    }

    private static final String SLIM_BASE = "debian:13-slim";
    private static final String TAR = "tar:";

    private final Session session;

    /** Where the image goes. */
    static final class Where {
        @Option(
                names = "--push",
                paramLabel = "NAME",
                description =
                        "Push it to a registry, such as registry.example.org/sluice:1.0; it is logged in to as for"
                                + " 'docker push' (~/.docker/config.json).")
        private @Nullable String push;

        @Option(
                names = "--tar",
                paramLabel = "FILE",
                description = "Write it to a file for 'docker load' and 'ctr image import'.")
        private @Nullable Path tar;
    }

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = "The image that it is built on, or 'tar:FILE' (default: " + SLIM_BASE
                    + "; --variant full has none).")
    private @Nullable String base;

    @Option(
            names = "--pin",
            description =
                    "Record the digest that the base image has now, in src/native/base-images.lock; later builds use"
                            + " it.")
    private boolean pin;

    @Option(
            names = "--variant",
            paramLabel = "slim|full",
            description =
                    "slim (default): for functions in Java, executables and pipelines; full: a whole JDK beside it,"
                            + " and Python and Node of the base image.")
    private Variant variant = Variant.slim;

    @Option(
            names = "--jdk",
            paramLabel = "DIR",
            description = "The JDK 25 that goes in (default: the one that runs this command).")
    private @Nullable Path jdk;

    @Option(
            names = "--aot-cache",
            paramLabel = "FILE",
            description =
                    "An AOT cache recorded before for the same JDK and runtime (default: recorded once, and kept).")
    private @Nullable Path aotCache;

    @Option(
            names = "--insecure",
            description = "Speak plain HTTP to registries that know no better, and take any certificate.")
    private boolean insecure;

    ImageCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String named = named();
        BasePins pins = new BasePins(session.installation().folder().resolve("src/native/base-images.lock"));
        ImageFacts built = new ImageBuilder(session.installation(), session.console)
                .build(request(pin || named.startsWith(TAR) ? named : pins.pinned(named)));
        if (pin) {
            pins.record(named, built.baseDigest());
        }
        session.say(built, sentence(built));
        return ExitCode.OK;
    }

    private String named() {
        String named = base != null ? base : variant == Variant.slim ? SLIM_BASE : "";
        if (named.isEmpty()) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "--variant full needs --base: an image with Python and Node, such as one made by"
                            + " src/native/Dockerfile.functions");
        }
        if (pin && named.startsWith(TAR)) {
            throw new CliFailure(ExitCode.USAGE, "--pin records digests of images in registries; --base is a file");
        }
        return named;
    }

    private Map<String, String> request(String image) {
        Map<String, String> request = new TreeMap<>();
        request.put("base", image);
        request.put("variant", variant.name());
        request.put("insecure", Boolean.toString(insecure));
        request.put("jdk", jdk == null ? runningJdk() : jdk.toAbsolutePath().toString());
        request.put("root", session.installation().folder().toString());
        request.put("flags", String.join(" ", LocalRuntime.FIXED_FLAGS));
        request.put("sizes", String.join(" ", LocalRuntime.SIZE_FLAGS));
        request.put("cache", cache().toString());
        if (aotCache != null) {
            request.put("aot-cache", aotCache.toAbsolutePath().toString());
        }
        if (where.push != null) {
            request.put("push", where.push);
        }
        if (where.tar != null) {
            request.put("tar", where.tar.toAbsolutePath().toString());
        }
        return request;
    }

    private static String runningJdk() {
        return Jvm.home()
                .orElseThrow(() -> new CliFailure(ExitCode.USAGE, "no JDK is known here; name one with --jdk"));
    }

    private Path cache() {
        String set = session.environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = set.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return caches.resolve("sluice/image").toAbsolutePath();
    }

    private static String sentence(ImageFacts built) {
        return String.format(
                Locale.ROOT,
                "Built %s (%s, Java %s, %d MiB)%n  digest %s%n  base   %s %s",
                built.image(),
                built.variant(),
                built.java(),
                built.bytes() >> 20,
                built.digest(),
                built.base(),
                built.baseDigest());
    }
}
