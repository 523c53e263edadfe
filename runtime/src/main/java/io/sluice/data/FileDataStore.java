package io.sluice.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps data in a folder, a file for a file. An upload is written aside and put in its place by a rename, and collections come and
 * go by one too, so that each is there whole or not at all. The folder must have no other user at a time.
 */
public final class FileDataStore implements DataStore {

    private static final Logger LOG = Logger.getLogger(FileDataStore.class);
    private static final long LISTINGS_BYTES = 32 << 20;
    private static final int OPEN_ATTEMPTS = 10;

    private final StoreFolders folders;
    private final FolderNames names;
    private final CollectionLocks locks = new CollectionLocks();
    private final TemporaryFiles temporary;

    private FileDataStore(StoreFolders folders, LongSupplier nanoTime, long listingsBytes) {
        this.folders = folders;
        this.names = new FolderNames(new CaffeineListings(listingsBytes, nanoTime));
        this.temporary = new TemporaryFiles(folders.ofFunctions(), locks);
    }

    /** Opens the store, and sweeps what a runtime that was killed left: uploads not committed, sessions, and payloads. */
    public static FileDataStore open(Path folder, LongSupplier nanoTime) {
        return open(folder, nanoTime, LISTINGS_BYTES);
    }

    static FileDataStore open(Path folder, LongSupplier nanoTime, long listingsBytes) {
        StoreFolders folders = new StoreFolders(folder.toAbsolutePath().normalize());
        sweep(folders.parts());
        sweep(folders.sessions());
        sweep(folders.spools());
        try {
            Files.createDirectories(folders.parts());
            Files.createDirectories(folders.owners());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the data folder '" + folder + "' must be one that the runtime can write to", e);
        }
        return new FileDataStore(folders, nanoTime, listingsBytes);
    }

    private static void sweep(Path folder) {
        try {
            Disk.deleteAll(folder);
        } catch (IOException e) {
            LOG.warnf(e, "what the last runtime left could not be deleted folder=%s", folder);
        }
    }

    @Override
    public Page<String> owners(@Nullable String after, int most) throws IOException {
        return foldersIn(folders.owners(), after, most);
    }

    @Override
    public Page<String> collections(DataPath.Owner owner, @Nullable String after, int most) throws IOException {
        return foldersIn(folders.of(owner), after, most);
    }

    private Page<String> foldersIn(Path folder, @Nullable String after, int most) throws IOException {
        return page(folder, after, most, name -> {
            Path inside = folder.resolve(StoredName.of(name));
            return Disk.isFolder(inside) && !Disk.isEmpty(inside) ? Optional.of(name) : Optional.empty();
        });
    }

    @Override
    public Page<StoredFile> files(DataPath.Collection collection, @Nullable String after, int most) throws IOException {
        Path folder = folders.files(collection);
        return page(folder, after, most, name -> Disk.find(folder.resolve(StoredName.of(name)), name));
    }

    /** What is listed of a name, if that still is what it was. */
    private interface Look<T> {
        Optional<T> at(String name) throws IOException;
    }

    private <T> Page<T> page(Path folder, @Nullable String after, int most, Look<T> look) throws IOException {
        List<T> items = new ArrayList<>();
        @Nullable String last = after;
        while (true) {
            int wanted = most - items.size() + 1;
            List<String> range = names.range(folder, last, wanted);
            for (String name : range) {
                if (items.size() == most) {
                    return new Page<>(items, true);
                }
                look.at(name).ifPresent(items::add);
                last = name;
            }
            if (range.size() < wanted) {
                return new Page<>(items, false);
            }
        }
    }

    @Override
    public Optional<ReadAcl> acl(DataPath.Hosted collection) throws IOException {
        try {
            return Optional.of(readAcl(folders.acl(collection)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static ReadAcl readAcl(Path file) throws IOException {
        String word = Files.readString(file).strip();
        try {
            return ReadAcl.valueOf(word);
        } catch (IllegalArgumentException e) {
            LOG.warnf("an access list can't be read, so that the owner alone may read file=%s", file);
            return ReadAcl.OWNER;
        }
    }

    @Override
    public boolean create(DataPath.Hosted collection, ReadAcl acl) throws IOException {
        Path made = newPart();
        makeCollection(made, acl);
        Path folder = folders.of(collection);
        boolean created = locks.alone(folder, () -> moveUnlessThere(made, folder));
        if (!created) {
            Disk.deleteAll(made);
        }
        return created;
    }

    private static void makeCollection(Path made, ReadAcl acl) throws IOException {
        try {
            Files.createDirectories(StoreFolders.files(made));
            write(StoreFolders.acl(made), acl);
            Disk.sync(made);
        } catch (IOException e) {
            long ignored = Disk.deleteAll(made);
            throw StoreFull.orElse(e, Disk.parent(made));
        }
    }

    private static boolean moveUnlessThere(Path made, Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path owner = Disk.parent(folder);
        Files.createDirectories(owner);
        Disk.replace(made, folder);
        Disk.sync(Disk.parent(owner));
        return true;
    }

    @Override
    public boolean change(DataPath.Hosted collection, ReadAcl acl) throws IOException {
        Path made = newPart();
        write(made, acl);
        Path folder = folders.of(collection);
        boolean changed = locks.alone(folder, () -> replaceIfThere(made, folders.acl(collection)));
        Files.deleteIfExists(made);
        return changed;
    }

    private static boolean replaceIfThere(Path made, Path file) throws IOException {
        boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (there) {
            Disk.replace(made, file);
        }
        return there;
    }

    private static void write(Path file, ReadAcl acl) throws IOException {
        Files.writeString(
                file,
                acl.name() + "\n",
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
    }

    @Override
    public Optional<Long> delete(DataPath.Collection collection, boolean force) throws IOException {
        Path folder = folders.of(collection);
        Path going = newPart();
        boolean gone = locks.alone(folder, () -> {
            if (!isThere(collection)) {
                return false;
            }
            if (!force && !files(collection, null, 1).items().isEmpty()) {
                throw new DataFailure.NotEmpty(collection);
            }
            Disk.replace(folder, going);
            Disk.sync(Disk.parent(folder));
            return true;
        });
        return gone ? Optional.of(deleteGone(collection, going)) : Optional.empty();
    }

    /** The collection is gone for everybody else already. */
    private static long deleteGone(DataPath.Collection collection, Path going) throws IOException {
        Path files = collection instanceof DataPath.Hosted ? StoreFolders.files(going) : going;
        long count = Disk.deleteAll(files);
        Disk.deleteAll(going);
        return count;
    }

    private boolean isThere(DataPath.Collection collection) {
        return Disk.isFolder(folders.files(collection));
    }

    @Override
    public boolean delete(DataPath.File file) throws IOException {
        Path path = folders.of(file);
        if (file.collection() instanceof DataPath.Spool) {
            return Files.deleteIfExists(path);
        }
        return locks.shared(folders.of(file.collection()), () -> {
            boolean there = Disk.find(path, file.name()).isPresent() && Files.deleteIfExists(path);
            if (there) {
                Disk.sync(Disk.parent(path));
            }
            return there;
        });
    }

    @Override
    public Optional<StoredFile> find(DataPath.File file) throws IOException {
        return Disk.find(folders.of(file), file.name());
    }

    @Override
    public Optional<Download> open(DataPath.File file) throws IOException {
        Path path = folders.of(file);
        for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
            Optional<StoredFile> found = find(file);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try {
                FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                // What was opened is what was found, if that is there still: or else it was replaced between.
                if (find(file).equals(found)) {
                    return Optional.of(new FileDownload(found.get(), channel));
                }
                channel.close();
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
        throw new IOException("file " + file.uri() + " is replaced too often to be read");
    }

    @Override
    public Upload upload(DataPath.File file) throws IOException {
        requireThere(file.collection());
        return file.collection() instanceof DataPath.Spool
                ? FileUpload.beginPassing(newPart(), part -> pass(part, file))
                : FileUpload.begin(newPart(), part -> commit(part, file));
    }

    /** What need not outlive a crash is not waited for until it would. */
    private StoredFile pass(Path part, DataPath.File file) throws IOException {
        StoredFile stored = Disk.find(part, file.name()).orElseThrow(() -> new NoSuchFileException(part.toString()));
        Files.move(part, folders.of(file), StandardCopyOption.ATOMIC_MOVE);
        return stored;
    }

    private StoredFile commit(Path part, DataPath.File file) throws IOException {
        Path path = folders.of(file);
        return locks.shared(folders.of(file.collection()), () -> {
            requireThere(file.collection());
            StoredFile stored =
                    Disk.find(part, file.name()).orElseThrow(() -> new NoSuchFileException(part.toString()));
            Disk.replace(part, path);
            return stored;
        });
    }

    private void requireThere(DataPath.Collection collection) throws IOException {
        switch (collection) {
            case DataPath.Hosted hosted -> {
                if (!isThere(hosted)) {
                    throw DataFailure.NotFound.at(hosted);
                }
            }
            case DataPath.Session session -> Files.createDirectories(folders.files(session));
            case DataPath.Spool spool -> Files.createDirectories(folders.files(spool));
            case DataPath.OfFunction kept -> Files.createDirectories(folders.files(kept));
        }
    }

    private Path newPart() {
        return folders.parts().resolve(UUID.randomUUID().toString());
    }

    @Override
    public void deleteTemporary(Instant before) {
        temporary.deleteBefore(before);
    }
}
