package io.sluice.prepare;

import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.Network;
import io.sluice.manifest.pipeline.Pipeline;
import io.sluice.manifest.pipeline.PipelineReader;
import io.sluice.manifest.pipeline.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks a pipeline's file; there is nothing to make of it. */
public final class PipelinePreparer implements PackagePreparer {

    @Override
    public void prepare(Path packageFolder, Manifest manifest, Path target) throws IOException {
        Path file = manifest.packageFile(packageFolder);
        if (!Files.isRegularFile(file)) {
            throw new PreparationFailed(
                    "'" + manifest.name() + "': its package has no file '" + file.getFileName() + "'; pack it anew");
        }
        try {
            check(manifest, PipelineReader.read(String.valueOf(file.getFileName()), Files.readString(file)));
        } catch (InvalidManifestException e) {
            throw new PreparationFailed("'" + manifest.name() + "' is not a sound pipeline:\n" + e.getMessage());
        }
    }

    private static void check(Manifest manifest, Pipeline pipeline) {
        if (manifest.network() == Network.ISOLATED) {
            Step.all(pipeline.steps()).filter(Step::reachesNetwork).findFirst().ifPresent(step -> {
                throw new PreparationFailed("'" + manifest.name() + "': task '" + step.pointer()
                        + "' makes HTTP requests, and permissions.network is isolated; make it full, or call a function"
                        + " that does it");
            });
        }
    }
}
