package io.sluice.cli.dev;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryWatcher;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells when a project's sources change. One thread waits for changes; others notice them. */
final class SourceWatch implements AutoCloseable {

    /** An editor writes several files for one save: so long nothing must have happened. */
    private static final long QUIET_MILLIS = 50;

    /** Of the changes that nobody waits for yet, so many are known by name. */
    private static final int ROOM = 64;

    private static final Set<String> LEFT_OUT = Set.of("target", "build", "node_modules", "__pycache__", "venv");

    private final Path folder;
    private final @Nullable Path made;
    private final BlockingQueue<Path> changes = new LinkedBlockingQueue<>(ROOM);
    private final DirectoryWatcher watcher;

    /** @param made a folder whose changes are the build's, not the author's; null: there is none */
    SourceWatch(Path folder, @Nullable Path made) {
        this.folder = folder.toAbsolutePath().normalize();
        this.made = made == null ? null : made.toAbsolutePath().normalize();
        try {
            watcher = DirectoryWatcher.builder()
                    .path(this.folder)
                    .listener(this::noticed)
                    .build();
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot watch " + folder + ": " + e.getMessage(), e);
        }
        var unused = watcher.watchAsync(
                task -> Thread.ofPlatform().name("sluice-sources").daemon().start(task));
    }

    private void noticed(DirectoryChangeEvent event) {
        if (!event.isDirectory() && isSource(event.path())) {
            var unused = changes.offer(folder.relativize(event.path()));
        }
    }

    boolean isSource(Path path) {
        if (made != null && path.startsWith(made)) {
            return false;
        }
        for (Path part : folder.relativize(path)) {
            String name = part.toString();
            if (name.startsWith(".") || name.endsWith("~") || LEFT_OUT.contains(name)) {
                return false;
            }
        }
        return true;
    }

    /** Waits for the next change, and until it is whole; says what changed, relative to the project. */
    Path await() throws InterruptedException {
        Path told = changes.take();
        for (Path next = told; next != null; next = changes.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
            // Editors write to a file of another name first.
            told = Files.exists(folder.resolve(told)) ? told : next;
        }
        return told;
    }

    @Override
    public void close() {
        try {
            watcher.close();
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot stop watching " + folder + ": " + e.getMessage(), e);
        }
    }
}
