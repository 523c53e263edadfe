package io.sluice.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.event.events.ProgressEvent;
import com.google.cloud.tools.jib.event.progress.ProgressEventHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Builds one image, from its parts to where it goes. */
final class ImageBuild {

    private static final String UNNAMED = "sluice:latest";

    /** How much of the work each step is, about. */
    private static final int BASE = 5;

    private static final int JAVA = 20;
    private static final int RUNTIME = 35;
    private static final int RECORDED = 60;
    private static final int ALL = 100;

    private final Request request;
    private final Answers answers;
    private final Registries registries;
    private final Kept kept;

    ImageBuild(Request request, Answers answers) {
        this.request = request;
        this.answers = answers;
        this.registries = new Registries(request.insecure());
        this.kept = new Kept(request.cache());
    }

    Built run() throws IOException {
        Jdk jdk = Jdk.of(request.jdk());
        answers.step(0, "looking at the base image");
        Base base = Base.of(request.base(), registries);
        BaseFiles files = filesOf(base, jdk);
        require(files, jdk);
        if (request.target() instanceof Target.Push(String name)) {
            registries.reach(Base.reference(name));
        }
        answers.step(JAVA, "taking Java");
        Path java = JavaFiles.of(jdk, request.variant(), kept);
        answers.step(RUNTIME, "taking the runtime");
        String application = Fingerprint.of(request.application());
        Path staged = kept.get("runtime", application, into -> Staging.copy(request.application(), into));
        answers.step(RUNTIME, "recording an AOT cache");
        Path aotCache = aotCache(jdk, java, application, staged);
        answers.step(RECORDED, "writing layers");
        return containerize(base, jdk, new Contents(request, jdk, files, java, staged, aotCache).on(base.begin()));
    }

    private Path aotCache(Jdk jdk, Path java, String application, Path staged) throws IOException {
        if (request.aotCache().isPresent()) {
            return request.aotCache().get();
        }
        List<String> inputs =
                new ArrayList<>(List.of(jdk.release(), request.variant().word(), application));
        inputs.addAll(flags());
        return kept.get(
                "aot",
                Fingerprint.of(inputs),
                into -> Recording.record(java, flags(), staged.resolve("quarkus-run.jar"), into));
    }

    private List<String> flags() {
        List<String> flags = new ArrayList<>(request.sizes());
        flags.addAll(request.flags());
        return flags;
    }

    /** No registry tells what is in an image, short of its layers. */
    private BaseFiles filesOf(Base base, Jdk jdk) throws IOException {
        if (base instanceof Base.InFile(String name, Path file, String digest)) {
            return BaseFiles.in(file);
        }
        Path file = Files.createTempFile("sluice-base-", ".tar");
        try {
            JibContainerBuilder unchanged = base.begin().addPlatform(jdk.architecture(), "linux");
            containerize(unchanged, tar(file), base.name(), 0, BASE);
            return BaseFiles.in(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void require(BaseFiles files, Jdk jdk) {
        if (!files.hasLibraryOf(jdk)) {
            throw ImageFailure.wrong("--base '" + request.base() + "' lacks the C library that " + jdk.home()
                    + " needs (" + (jdk.musl() ? "musl" : "GNU's, libc.so.6")
                    + "); name another base image, or a JDK that fits with --jdk");
        }
        List<String> missing = files.missing(request.variant().programs());
        if (!missing.isEmpty()) {
            throw ImageFailure.wrong("--base '" + request.base() + "' has no " + String.join(" and no ", missing)
                    + ", which --variant " + request.variant().word()
                    + " needs; name a base image that has, such as one made by src/native/Dockerfile.functions");
        }
    }

    private Built containerize(Base base, Jdk jdk, JibContainerBuilder image) throws IOException {
        return switch (request.target()) {
            case Target.Tar(Path file) -> {
                JibContainer done = containerize(image, tar(file), file.toString(), RECORDED, ALL);
                yield built(file.toString(), done, Files.size(file), base, jdk);
            }
            case Target.Push(String name) -> {
                ImageReference reference = Base.reference(name);
                JibContainer done =
                        containerize(image, Containerizer.to(registries.image(reference)), name, RECORDED, ALL);
                yield built(name, done, registries.bytes(reference), base, jdk);
            }
        };
    }

    private Built built(String where, JibContainer done, long bytes, Base base, Jdk jdk) {
        return new Built(
                where,
                done.getDigest().toString(),
                done.getImageId().toString(),
                bytes,
                base.name(),
                base.digest(),
                request.variant(),
                jdk.version());
    }

    private static Containerizer tar(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return Containerizer.to(TarImage.at(file).named(Base.reference(UNNAMED)));
    }

    private JibContainer containerize(JibContainerBuilder image, Containerizer to, String what, int from, int until)
            throws IOException {
        try {
            return image.containerize(to.setAllowInsecureRegistries(request.insecure())
                    .setBaseImageLayersCache(request.cache().resolve("base"))
                    .setApplicationLayersCache(request.cache().resolve("layers"))
                    .setToolName("sluice")
                    .addEventHandler(ProgressEvent.class, progress(from, until)));
        } catch (RegistryException | ExecutionException | CacheDirectoryCreationException e) {
            throw Failures.of("image '" + what + "' could not be built", e, request.insecure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageFailure(ImageFailure.Kind.FAILED, "the build was interrupted", e);
        }
    }

    private ProgressEventHandler progress(int from, int until) {
        return new ProgressEventHandler(update -> answers.step(
                from + (int) (update.getProgress() * (until - from)),
                update.getUnfinishedLeafTasks().isEmpty()
                        ? "done"
                        : update.getUnfinishedLeafTasks().get(0)));
    }
}
