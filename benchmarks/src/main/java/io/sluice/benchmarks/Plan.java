package io.sluice.benchmarks;

import io.sluice.cli.bench.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is measured, and how much.
 *
 * @param only parts of the names of what is wanted; none: everything
 * @param profiles the folder for flame graphs; absent: nothing is profiled
 */
record Plan(LoadOptions load, int coldStarts, List<String> only, Optional<Path> profiles) {

    boolean wants(String name) {
        return only.isEmpty() || only.stream().anyMatch(name::contains);
    }
}
