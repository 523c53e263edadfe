package io.sluice.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be used; its message has a line for each problem. */
public final class InvalidManifestException extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an unmodifiable list of records of texts and numbers
    private final List<ManifestProblem> problems;

    /** @param problems what is wrong, in the order of the file's lines; not empty */
    public InvalidManifestException(List<ManifestProblem> problems) {
        super(problems.stream().map(ManifestProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** One problem. */
    public InvalidManifestException(ManifestProblem problem) {
        this(List.of(problem));
    }

    /** What is wrong, in the order of the file's lines; not empty. */
    public List<ManifestProblem> problems() {
        return problems;
    }
}
