package io.sluice.benchmarks;

import io.sluice.cli.bench.LoadOptions;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
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

    /** Fails when nothing that is measured is wanted, or a number is out of its range. */
    Plan check() {
        load.check();
        if (Names.ALL.stream().noneMatch(this::wants)) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "--only: nothing that is measured has '" + String.join("' or '", only)
                            + "' in its name; there are:\n  " + String.join("\n  ", Names.ALL));
        }
        return this;
    }

    boolean wants(String name) {
        return only.isEmpty() || only.stream().anyMatch(name::contains);
    }
}
