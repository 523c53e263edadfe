package io.sluice.algorithms;

import io.sluice.deploy.BuildIdentity;
import io.sluice.deploy.DeployConflict;
import io.sluice.deploy.Deployments;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.prepare.PreparationFailed;
import io.sluice.registry.FolderTree;
import io.sluice.registry.InvalidPackageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Builds algorithms of commits: one build of an algorithm at a time, and few of all together. Methods block; call them from
 * virtual threads.
 */
final class Builds {

    private static final Logger LOG = Logger.getLogger(Builds.class);

    private static final int AT_ONCE = 2;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Repositories repositories;
    private final SourceBuild sources;
    private final Deployments deployments;
    private final AlgorithmStore store;
    private final Path folder;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(AT_ONCE, true);
    private final Map<UUID, Semaphore> turns = new ConcurrentHashMap<>();

    /** @param folder where sources are built; what an earlier runtime left there is removed */
    Builds(
            Repositories repositories,
            SourceBuild sources,
            Deployments deployments,
            AlgorithmStore store,
            Path folder,
            InstantSource clock) {
        this.repositories = repositories;
        this.sources = sources;
        this.deployments = deployments;
        this.store = store;
        this.folder = folder;
        this.clock = clock;
        FolderTree.delete(folder);
    }

    /**
     * Builds a commit; what came of it is remembered, and returned.
     *
     * @param output told what the build writes, line by line
     * @throws AlgorithmFailure when it would have to wait too long
     */
    AlgorithmBuild build(Algorithm algorithm, String commit, Consumer<String> output) {
        Semaphore turn = turns.computeIfAbsent(algorithm.id(), id -> new Semaphore(1, true));
        take(turn, algorithm);
        try {
            take(room, algorithm);
            try {
                return remembered(algorithm, commit, new BuildLog(output));
            } finally {
                room.release();
            }
        } finally {
            turn.release();
        }
    }

    private static void take(Semaphore place, Algorithm algorithm) {
        try {
            if (place.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AlgorithmFailure(
                AlgorithmFailure.Kind.BUSY,
                "algorithm '" + algorithm.name() + "' was not built: other builds took longer than "
                        + LONGEST_WAIT.toMinutes() + " min; try again");
    }

    private AlgorithmBuild remembered(Algorithm algorithm, String commit, BuildLog log) {
        AlgorithmBuild begun = AlgorithmBuild.begun(UUID.randomUUID(), commit, clock.instant());
        store.put(algorithm.id(), begun);
        AlgorithmBuild.Status status = attempt(algorithm, begun, log);
        AlgorithmBuild ended = begun.ended(status, clock.instant(), log.text());
        store.put(algorithm.id(), ended);
        return ended;
    }

    private AlgorithmBuild.Status attempt(Algorithm algorithm, AlgorithmBuild build, BuildLog log) {
        try {
            perform(algorithm, build, log);
            log.add("built " + algorithm.name() + " " + build.commit());
            return AlgorithmBuild.Status.SUCCEEDED;
        } catch (BuildFailed
                | InvalidManifestException
                | InvalidPackageException
                | PreparationFailed
                | DeployConflict failure) {
            log.add(String.valueOf(failure.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            LOG.errorf(e, "build failed unexpectedly function=%s build=%s", algorithm.name(), build.id());
            log.add("the runtime failed unexpectedly; its log says more under '" + build.id() + "'");
        }
        return AlgorithmBuild.Status.FAILED;
    }

    private void perform(Algorithm algorithm, AlgorithmBuild build, BuildLog log)
            throws IOException, BuildFailed, InvalidManifestException {
        Path place = folder.resolve(build.id().toString());
        Path tree = place.resolve("source");
        Path zip = place.resolve("package.zip");
        try {
            Files.createDirectories(tree);
            repositories.checkOut(algorithm.id(), build.commit(), tree);
            sources.run(tree, algorithm.name(), zip, log);
            deployments.build(
                    zip, new BuildIdentity(algorithm.name(), algorithm.id(), build.commit(), algorithm.permissions()));
        } finally {
            FolderTree.delete(place);
        }
    }
}
