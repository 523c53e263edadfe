package io.sluice.algorithms;

import io.sluice.registry.FolderTree;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.SystemReader;

/** The git repositories of algorithms, each in a folder named by the algorithm's id. Methods block. */
public final class Repositories {

    /** The branch that is built: algorithms' authors push to it. */
    public static final String MAIN = Constants.R_HEADS + Constants.MASTER;

    static {
        SystemReader.setInstance(new OwnSettings(SystemReader.getInstance()));
    }

    private final Path folder;
    private final CheckOutLimits limits;

    /** Repositories in the folder, which is made with the first of them. */
    public Repositories(Path folder, CheckOutLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** What a source may be at most. */
    public CheckOutLimits limits() {
        return limits;
    }

    /** Whether there is a repository of that algorithm. */
    boolean exists(UUID algorithm) {
        return Files.isDirectory(of(algorithm));
    }

    private Path of(UUID algorithm) {
        return folder.resolve(algorithm + ".git");
    }

    /** Makes a repository whose first commit has these files: content by path. */
    void create(UUID algorithm, Map<String, String> files, String author, Instant now) {
        Path target = of(algorithm);
        try {
            Files.createDirectories(folder);
            try (FileRepository repository = new FileRepository(target.toFile())) {
                repository.create(true);
                RefUpdate head = repository.updateRef(Constants.HEAD);
                head.disableRefLog();
                head.link(MAIN);
                commit(repository, files, new PersonIdent(author, author + "@localhost", now, ZoneOffset.UTC));
            }
        } catch (IOException e) {
            FolderTree.delete(target);
            throw new UncheckedIOException("repository " + target + " could not be made: " + e.getMessage(), e);
        }
    }

    private static void commit(Repository repository, Map<String, String> files, PersonIdent author)
            throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, String> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, content));
                builder.add(entry);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage("Begin from the template\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate main = repository.updateRef(MAIN);
            main.setNewObjectId(id);
            main.update();
        }
    }

    /**
     * Opens a repository; the caller closes it.
     *
     * @throws IOException when there is none, or it can't be read
     */
    public Repository open(UUID algorithm) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(new File(of(algorithm).toString()))
                .setMustExist(true)
                .build();
    }

    /** The commit that the main branch is at, if there is any. */
    Optional<String> head(UUID algorithm) {
        try (Repository repository = open(algorithm)) {
            return Optional.ofNullable(repository.resolve(MAIN)).map(ObjectId::name);
        } catch (IOException e) {
            throw new UncheckedIOException("repository of " + algorithm + ": " + e.getMessage(), e);
        }
    }

    /** Writes a commit's files to an empty folder. */
    void checkOut(UUID algorithm, String commit, Path target) throws IOException, BuildFailed {
        try (Repository repository = open(algorithm);
                RevWalk walk = new RevWalk(repository)) {
            TreeCheckOut.write(
                    walk.getObjectReader(),
                    walk.parseCommit(ObjectId.fromString(commit)).getTree(),
                    target,
                    limits);
        }
    }

    /** Removes a repository, if it is there. */
    void delete(UUID algorithm) {
        FolderTree.delete(of(algorithm));
    }
}
