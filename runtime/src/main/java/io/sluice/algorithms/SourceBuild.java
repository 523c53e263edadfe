package io.sluice.algorithms;

import io.sluice.contract.FunctionName;
import io.sluice.manifest.AlgorithmiaProject;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import io.sluice.manifest.ProjectPackage;
import io.sluice.manifest.UnpackableProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a package of a source tree, as {@code sluice deploy} does of a project. Blocks. */
final class SourceBuild {

    private static final String MAVEN = "mvn -B -ntp package -Dmaven.test.skip=true";

    private final BuildCommand command;

    SourceBuild(BuildCommand command) {
        this.command = command;
    }

    /** Builds the tree and packs what its manifest names into a new file. */
    void run(Path tree, FunctionName function, Path zip, BuildLog log)
            throws IOException, BuildFailed, InvalidManifestException {
        byte[] bytes = manifestBytes(tree, function, log);
        Manifest manifest = ManifestReader.read(Manifest.FILE_NAME, bytes);
        requireName(manifest, function);
        String build = command(tree, manifest);
        if (build != null) {
            log.add("$ " + build);
            command.run(build, tree, log);
        }
        pack(tree, manifest, bytes, zip);
    }

    private static byte[] manifestBytes(Path tree, FunctionName function, BuildLog log)
            throws IOException, BuildFailed, InvalidManifestException {
        if (AlgorithmiaProject.isIn(tree)) {
            AlgorithmiaProject project = read(tree);
            project.remarks().forEach(log::add);
            return project.manifest(function).getBytes(StandardCharsets.UTF_8);
        }
        Path file = tree.resolve(Manifest.FILE_NAME);
        if (!Files.isRegularFile(file)) {
            throw new BuildFailed("the repository has neither " + AlgorithmiaProject.FILE_NAME + " nor "
                    + Manifest.FILE_NAME + " at its root; one of them says what to build");
        }
        return Files.readAllBytes(file);
    }

    private static AlgorithmiaProject read(Path tree) throws IOException, BuildFailed {
        try {
            return AlgorithmiaProject.read(tree);
        } catch (InvalidManifestException e) {
            throw new BuildFailed(withoutFolder(tree, e));
        }
    }

    private static void requireName(Manifest manifest, FunctionName function) throws BuildFailed {
        if (!manifest.functions().equals(List.of(function))) {
            throw new BuildFailed(Manifest.FILE_NAME + " of this repository must be that of '" + function
                    + "' and of no other function, names " + manifest.functions());
        }
    }

    private static @Nullable String command(Path tree, Manifest manifest) {
        return manifest.build() == null && Files.isRegularFile(tree.resolve("pom.xml")) ? MAVEN : manifest.build();
    }

    private static void pack(Path tree, Manifest manifest, byte[] bytes, Path zip) throws IOException, BuildFailed {
        Path root = tree.resolve(manifest.packageFolder());
        if (Files.isDirectory(root) && !root.toRealPath().startsWith(tree.toRealPath())) {
            throw new BuildFailed("the package folder '" + manifest.packageFolder() + "' leads out of the repository");
        }
        try {
            ProjectPackage.write(tree, manifest, bytes, zip);
        } catch (UnpackableProject e) {
            throw new BuildFailed(withoutFolder(tree, e));
        }
    }

    /** Where the runtime builds is nothing to its author. */
    private static String withoutFolder(Path tree, Exception failure) {
        return String.valueOf(failure.getMessage()).replace(tree + "/", "");
    }
}
