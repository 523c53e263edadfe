package io.sluice.prepare;

import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.pipeline.PipelineReader;
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
            PipelineReader.read(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (InvalidManifestException e) {
            throw new PreparationFailed("'" + manifest.name() + "' is not a sound pipeline:\n" + e.getMessage());
        }
    }
}
