package io.sluice.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One runtime for all test classes of a run of JUnit that ask for it, with the fixture deployed; ended after the last of them. Where
 * Maven runs classes in processes side by side, each class is a run of its own.
 */
final class SharedSluice implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sluice.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedSluice.class))
                .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .sluice();
    }

    private record Shared(Path folder, Sluice sluice) implements AutoCloseable {

        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("sluice-it");
                Sluice sluice = Sluice.start(folder);
                sluice.administrator().deployed(Packages.fixture());
                return new Shared(folder, sluice);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            sluice.close();
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
