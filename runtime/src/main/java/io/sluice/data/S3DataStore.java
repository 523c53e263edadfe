package io.sluice.data;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Keeps data in a bucket of an S3-compatible server, an object for a file. The server replaces objects in one step; that
 * collections come and go in one, too, is by the object that stands for each ({@link S3Keys}). Many runtimes may use one bucket.
 * Times are to the second, and a file has at most 48 GiB.
 */
public final class S3DataStore implements DataStore, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(S3DataStore.class);

    /** How many large files may come in at once: each holds a part in memory. */
    private static final int LARGE_FILES = 6;

    private final S3Bucket bucket;
    private final S3Keys keys;
    private final S3Collections collections;
    private final Semaphore turns = new Semaphore(LARGE_FILES, true);

    private S3DataStore(S3Bucket bucket, S3Keys keys) {
        this.bucket = bucket;
        this.keys = keys;
        this.collections = new S3Collections(bucket, keys);
    }

    /** Opens the store; a bucket that can't be used now is logged, since it may be soon. */
    public static S3DataStore open(S3Settings settings) {
        S3Bucket bucket = new S3Bucket(settings);
        try {
            bucket.look();
        } catch (IOException e) {
            LOG.warnf("data can't be used: %s", e.getMessage());
        }
        return new S3DataStore(bucket, new S3Keys(settings.prefix()));
    }

    @Override
    public Page<String> owners(@Nullable String after, int most) throws IOException {
        List<String> names = new ArrayList<>();
        String last = after;
        while (true) {
            S3Bucket.Keys page = bucket.list(keys.collections(), keys.afterOwner(last), most - names.size() + 1, true);
            for (String folder : page.folders()) {
                if (names.size() == most) {
                    return new Page<>(names, true);
                }
                last = folder.substring(keys.collections().length()).replaceFirst("!?/$", "");
                keys.owner(folder).ifPresent(names::add);
            }
            if (!page.more()) {
                return new Page<>(names, false);
            }
        }
    }

    @Override
    public Page<String> collections(DataPath.Owner owner, @Nullable String after, int most) throws IOException {
        Page<StoredFile> page = page(keys.collections(owner), after, most, "a collection");
        return new Page<>(page.items().stream().map(StoredFile::name).toList(), page.more());
    }

    @Override
    public Page<StoredFile> files(DataPath.Collection collection, @Nullable String after, int most) throws IOException {
        Optional<String> folder = collections.files(collection);
        return folder.isEmpty() ? new Page<>(List.of(), false) : page(folder.get(), after, most, "a file");
    }

    private Page<StoredFile> page(String prefix, @Nullable String after, int most, String what) throws IOException {
        List<StoredFile> items = new ArrayList<>();
        String last = after == null ? null : prefix + after;
        while (true) {
            S3Bucket.Keys page = bucket.list(prefix, last, most - items.size() + 1, false);
            for (S3Bucket.Found found : page.objects()) {
                if (items.size() == most) {
                    return new Page<>(items, true);
                }
                last = found.key();
                String name = last.substring(prefix.length());
                if (isName(what, name)) {
                    items.add(found.as(name));
                }
            }
            if (!page.more()) {
                return new Page<>(items, false);
            }
        }
    }

    /** What others put into the bucket need not have a name as files have here. */
    private static boolean isName(String what, String name) {
        try {
            DataName.require(what, name);
            return true;
        } catch (DataFailure.Invalid e) {
            return false;
        }
    }

    @Override
    public Optional<ReadAcl> acl(DataPath.Hosted collection) throws IOException {
        return collections.find(collection).map(S3Collections.Marker::acl);
    }

    @Override
    public boolean create(DataPath.Hosted collection, ReadAcl acl) throws IOException {
        return collections.create(collection, acl);
    }

    @Override
    public boolean change(DataPath.Hosted collection, ReadAcl acl) throws IOException {
        return collections.change(collection, acl);
    }

    @Override
    public Optional<Long> delete(DataPath.Collection collection, boolean force) throws IOException {
        Optional<String> folder = collections.files(collection);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        if (!force && !isEmpty(folder.get())) {
            throw new DataFailure.NotEmpty(collection);
        }
        return switch (collection) {
            case DataPath.Hosted hosted -> deleteHosted(hosted, force);
            case DataPath.Session session ->
                Optional.of(deleteAll(folder.get())).filter(count -> count > 0);
            case DataPath.Spool spool -> Optional.of(deleteAll(folder.get())).filter(count -> count > 0);
            case DataPath.OfFunction kept ->
                Optional.of(deleteAll(folder.get())).filter(count -> count > 0);
        };
    }

    private Optional<Long> deleteHosted(DataPath.Hosted collection, boolean force) throws IOException {
        Optional<S3Collections.Marker> found = collections.find(collection);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        S3Collections.Marker marker = found.get();
        String folder = keys.files(collection, marker.id());
        collections.remove(collection, marker);
        if (!force && !isEmpty(folder)) {
            // A file came between the look and the removal.
            collections.restore(collection, marker);
            throw new DataFailure.NotEmpty(collection);
        }
        long count = deleteAll(folder);
        collections.removed(marker);
        return Optional.of(count);
    }

    private boolean isEmpty(String folder) throws IOException {
        return page(folder, null, 1, "a file").items().isEmpty();
    }

    private long deleteAll(String prefix) throws IOException {
        return deleteAll(prefix, found -> true);
    }

    /** Which objects of those that were listed are to go. */
    private interface Choice {
        boolean takes(S3Bucket.Found found) throws IOException;
    }

    private long deleteAll(String prefix, Choice choice) throws IOException {
        long count = 0;
        String last = null;
        while (true) {
            S3Bucket.Keys page = bucket.list(prefix, last, S3Bucket.MOST_KEYS, false);
            List<String> going = new ArrayList<>();
            for (S3Bucket.Found found : page.objects()) {
                if (choice.takes(found)) {
                    going.add(found.key());
                }
            }
            if (!going.isEmpty()) {
                bucket.delete(going);
                count += going.size();
            }
            if (!page.more()) {
                return count;
            }
            last = page.objects().getLast().key();
        }
    }

    @Override
    public boolean delete(DataPath.File file) throws IOException {
        Optional<String> key = key(file);
        boolean there = key.isPresent() && bucket.find(key.get()).isPresent();
        if (there) {
            bucket.delete(key.get());
        }
        return there;
    }

    private Optional<String> key(DataPath.File file) throws IOException {
        return collections.files(file.collection()).map(folder -> folder + file.name());
    }

    @Override
    public Optional<StoredFile> find(DataPath.File file) throws IOException {
        Optional<String> key = key(file);
        return key.isEmpty() ? Optional.empty() : bucket.find(key.get()).map(found -> found.as(file.name()));
    }

    @Override
    public Optional<Download> open(DataPath.File file) throws IOException {
        Optional<String> key = key(file);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<ResponseInputStream<GetObjectResponse>> bytes = bucket.open(key.get());
        return bytes.map(stream -> new S3Download(bucket, key.get(), file.name(), stream));
    }

    @Override
    public Upload upload(DataPath.File file) throws IOException {
        String key = key(file).orElseThrow(() -> DataFailure.NotFound.at(file.collection()));
        return new S3Upload(bucket, key, turns, () -> committed(file, key));
    }

    /** A file whose collection was deleted while it came goes with it. */
    private StoredFile committed(DataPath.File file, String key) throws IOException {
        Optional<String> now = key(file);
        if (!now.equals(Optional.of(key))) {
            bucket.delete(key);
            throw DataFailure.NotFound.at(file.collection());
        }
        return bucket.find(key)
                .map(found -> found.as(file.name()))
                .orElseThrow(() -> DataFailure.NotFound.at(file)); // deleted by others as soon as it was there
    }

    @Override
    public void deleteTemporary(Instant before) {
        step("temporary files", () -> deleteOlder(keys.temporary(), before));
        step("sessions", () -> deleteOlder(keys.sessions(), before));
        step("payloads", () -> deleteOlder(keys.spools(), before));
        step("uploads", () -> abortOlder(before));
        step("collections", () -> finishDeletions(before));
    }

    private void deleteOlder(String prefix, Instant before) throws IOException {
        // Looked at again: a file that was replaced since the list was made is not old.
        var unused = deleteAll(
                prefix,
                found -> found.modifiedAt().isBefore(before)
                        && bucket.find(found.key())
                                .filter(now -> now.modifiedAt().isBefore(before))
                                .isPresent());
    }

    private void abortOlder(Instant before) throws IOException {
        for (S3Bucket.Unfinished each : bucket.uploads(keys.prefix())) {
            if (each.begunAt().isBefore(before)) {
                bucket.abort(each.key(), each.upload());
            }
        }
    }

    private void finishDeletions(Instant before) throws IOException {
        for (S3Bucket.Found note :
                bucket.list(keys.deleted(), null, S3Bucket.MOST_KEYS, false).objects()) {
            if (note.modifiedAt().isBefore(before)) {
                Optional<String> files = collections.forgotten(note.key());
                if (files.isPresent()) {
                    var unused = deleteAll(files.get());
                }
                bucket.delete(note.key());
            }
        }
    }

    /** One of the things that are done now and then. */
    private interface Step {
        void run() throws IOException;
    }

    private static void step(String what, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.warnf(
                    "what is old could not be deleted; the next sweep tries again of=%s reason=%s",
                    what, e.getMessage());
        }
    }

    @Override
    public void close() {
        bucket.close();
    }
}
