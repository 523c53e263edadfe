package io.sluice.algorithms;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try at making an algorithm of a commit.
 *
 * @param commit what was built, 40 digits of hex; the build's hash
 * @param finishedAt null while it goes on
 * @param log what was written meanwhile, its end where it is long; empty while the build goes on
 * @param notes what its author said when it was published
 */
public record AlgorithmBuild(
        UUID id,
        String commit,
        Status status,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String log,
        Notes notes) {

    /** What an author says of a version; texts may be empty. */
    public record Notes(String release, String sampleInput, String sampleOutput) {

        /** Nothing. */
        public static final Notes NONE = new Notes("", "", "");
    }

    /** How far it is, and what came of it. */
    public enum Status {
        IN_PROGRESS,
        SUCCEEDED,
        FAILED;

        /** The word for it in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static AlgorithmBuild begun(UUID id, String commit, Instant now) {
        return new AlgorithmBuild(id, commit, Status.IN_PROGRESS, now, null, "", Notes.NONE);
    }

    AlgorithmBuild ended(Status how, Instant now, String written) {
        return new AlgorithmBuild(id, commit, how, startedAt, now, written, notes);
    }

    AlgorithmBuild with(Notes others) {
        return new AlgorithmBuild(id, commit, status, startedAt, finishedAt, log, others);
    }
}
