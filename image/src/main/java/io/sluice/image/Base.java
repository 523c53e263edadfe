package io.sluice.image;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an image is built on. */
sealed interface Base {

    /** A way to say that it is in a file. */
    String TAR = "tar:";

    /** Its name, as it was asked for. */
    String name();

    /** A new image on it. */
    JibContainerBuilder begin();

    /**
     * One in a registry.
     *
     * @param reference with its digest, so that all of a build sees the same
     */
    record InRegistry(String name, ImageReference reference, String digest, Registries registries) implements Base {
        @Override
        public JibContainerBuilder begin() {
            return Jib.from(registries.image(reference));
        }
    }

    /** One in a file, as {@code docker save} and this program write it. */
    record InFile(String name, Path file, String digest) implements Base {
        @Override
        public JibContainerBuilder begin() {
            return Jib.from(TarImage.at(file));
        }
    }

    /** The digest that it is known by from now on: of its manifest, or of the file. */
    String digest();

    /** Finds it. */
    static Base of(String name, Registries registries) throws IOException {
        if (!name.startsWith(TAR)) {
            ImageReference reference = reference(name);
            String digest = registries.digest(reference);
            return new InRegistry(name, reference.withQualifier(digest), digest, registries);
        }
        Path file = Path.of(name.substring(TAR.length()));
        if (!Files.isRegularFile(file)) {
            throw ImageFailure.wrong("--base '" + name + "': there is no file " + file);
        }
        return new InFile(name, file, "sha256:" + Fingerprint.whole(file));
    }

    /** A name of an image, read. */
    static ImageReference reference(String name) {
        try {
            return ImageReference.parse(name);
        } catch (InvalidImageReferenceException e) {
            throw new ImageFailure(
                    ImageFailure.Kind.WRONG,
                    "'" + name + "' is no name of an image; it must be like registry.example.org/sluice:1.0",
                    e);
        }
    }
}
