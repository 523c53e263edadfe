package io.sluice.builder;

import io.quarkus.bootstrap.BootstrapException;
import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.bootstrap.resolver.AppModelResolverException;
import io.quarkus.bootstrap.resolver.BootstrapAppModelResolver;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenContext;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import io.quarkus.bootstrap.resolver.maven.MavenArtifactResolver;
import io.quarkus.bootstrap.resolver.maven.workspace.LocalProject;
import io.quarkus.maven.dependency.ResolvedDependency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A project as its {@code pom.xml} says it, resolved once, and made into a package as often as is asked for. */
final class Application implements AutoCloseable {

    private final Path folder;
    private final LocalProject project;
    private final BootstrapMavenContext maven;
    private @Nullable CuratedApplication curated;

    private Application(Path folder, BootstrapMavenContext maven) {
        this.folder = folder;
        this.maven = maven;
        this.project = maven.getCurrentProject();
    }

    /** Reads the pom; nothing is resolved yet but what it imports. */
    static Application read(Path folder) throws BootstrapMavenException {
        return new Application(
                folder,
                new BootstrapMavenContext(BootstrapMavenContext.config()
                        .setCurrentProject(folder.resolve("pom.xml").toString())
                        .setEffectiveModelBuilder(true)));
    }

    Pom pom() {
        return new Pom(project.getRawModel(), project.getEffectiveModel());
    }

    Path classes() {
        return project.getClassesDir();
    }

    /** Resolves what the project needs, and downloads what is missing; the class path to compile with. */
    Collection<Path> resolve() throws BootstrapException, AppModelResolverException, IOException {
        Files.createDirectories(classes());
        BootstrapAppModelResolver resolver = new BootstrapAppModelResolver(new MavenArtifactResolver(maven));
        ApplicationModel model = resolver.resolveModel(project.getAppArtifact());
        curated = QuarkusBootstrap.builder()
                .setAppArtifact(model.getAppArtifact())
                .setExistingModel(model)
                .setMode(QuarkusBootstrap.Mode.PROD)
                .setIsolateDeployment(true)
                .setBaseClassLoader(Application.class.getClassLoader())
                .setBuildSystemProperties(pom().buildProperties())
                .setProjectRoot(folder)
                .setBaseName(pom().finalName())
                .setTargetDirectory(project.getOutputDir())
                .build()
                .bootstrap();
        Set<Path> paths = new LinkedHashSet<>();
        for (ResolvedDependency dependency : model.getDependencies()) {
            if (dependency.isRuntimeCp()
                    || dependency.isFlagSet(io.quarkus.maven.dependency.DependencyFlags.COMPILE_ONLY)) {
                dependency.getResolvedPaths().forEach(paths::add);
            }
        }
        return paths;
    }

    /** Makes the package of the classes that are there. */
    void augment() {
        if (curated == null) {
            throw new IllegalStateException("resolve first");
        }
        var unused = curated.createAugmentor().createProductionApplication();
    }

    @Override
    public void close() {
        if (curated != null) {
            curated.close();
        }
    }
}
