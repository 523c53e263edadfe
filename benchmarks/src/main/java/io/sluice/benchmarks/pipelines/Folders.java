package io.sluice.benchmarks.pipelines;

import io.sluice.cli.deploy.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Projects that are written for a measurement. */
final class Folders {

    private final Path scratch;

    Folders(Path scratch) {
        this.scratch = scratch;
    }

    /** A pipeline with that file. */
    Project pipeline(String name, String yaml) {
        return project(name, "runtime: pipeline\npackage: pipeline.yaml\ntimeout: 10m\n", "pipeline.yaml", yaml);
    }

    /** A function that takes so long and computes nothing, one call at a time in each of as many instances. */
    Project sleeper(String name, int instances, double seconds) {
        String manifest = "runtime: python\npackage: .\nmemory: 64MiB\nconcurrency: 1\ntimeout: 10m\nmaxWait: 10m\n"
                + "instances: {max: " + instances + "}\n";
        String source = "import time\n\n\ndef apply(value):\n    time.sleep(" + seconds + ")\n    return value\n";
        return project(name, manifest, name.substring(name.indexOf('/') + 1) + ".py", source);
    }

    private Project project(String name, String manifest, String file, String content) {
        try {
            Path folder = Files.createDirectories(scratch.resolve(name));
            Files.writeString(folder.resolve("sluice.yaml"), "name: " + name + "\n" + manifest);
            Files.writeString(folder.resolve(file), content);
            return Project.read(folder, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
