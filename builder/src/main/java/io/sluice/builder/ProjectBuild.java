package io.sluice.builder;

import io.quarkus.bootstrap.BootstrapException;
import io.quarkus.bootstrap.resolver.AppModelResolverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The builds of one project. Not thread-safe. */
final class ProjectBuild implements AutoCloseable {

    private final Path folder;
    private @Nullable String pomText;
    private @Nullable Application application;
    private @Nullable Compilation compilation;

    ProjectBuild(Path folder) {
        this.folder = folder;
    }

    /** Builds the project as it stands; its dependencies are looked up again only when its pom is another. */
    Outcome run() {
        try {
            String text = Files.readString(folder.resolve("pom.xml"));
            if (!text.equals(pomText)) {
                close();
                Optional<String> unusual = open();
                if (unusual.isPresent()) {
                    return new Outcome.Unusual(unusual.get());
                }
                pomText = text;
            }
            return build();
        } catch (IOException | BootstrapException | AppModelResolverException | RuntimeException e) {
            // Maven says better what is wrong with a pom, and may know what to do.
            return new Outcome.Unusual(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> open() throws BootstrapException, AppModelResolverException, IOException {
        Application read = Application.read(folder);
        Optional<String> unusual = read.pom().unusual(folder);
        if (unusual.isEmpty()) {
            application = read;
            compilation = new Compilation(folder, read.classes(), read.pom().compilerOptions(), read.resolve());
        }
        return unusual;
    }

    private Outcome build() throws IOException {
        if (application == null || compilation == null) {
            throw new IllegalStateException("nothing is open");
        }
        Optional<String> mistakes = compilation.run();
        if (mistakes.isPresent()) {
            return new Outcome.Failed(mistakes.get());
        }
        try {
            application.augment();
            return new Outcome.Built();
        } catch (RuntimeException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        pomText = null;
        if (compilation != null) {
            compilation.close();
            compilation = null;
        }
        if (application != null) {
            application.close();
            application = null;
        }
    }
}
