package io.sluice.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The objects that say which collections there are, who may read them, and below which id their files are. */
final class S3Collections {

    private static final Logger LOG = Logger.getLogger(S3Collections.class);
    private static final int MOST_BYTES = 1024;
    private static final int ATTEMPTS = 5;

    private final S3Bucket bucket;
    private final S3Keys keys;

    S3Collections(S3Bucket bucket, S3Keys keys) {
        this.bucket = bucket;
        this.keys = keys;
    }

    /** A collection that is there; {@code tag} is that of the object. */
    record Marker(ReadAcl acl, String id, String tag) {}

    Optional<Marker> find(DataPath.Hosted collection) throws IOException {
        return find(keys.collection(collection));
    }

    private Optional<Marker> find(String key) throws IOException {
        Optional<ResponseInputStream<GetObjectResponse>> found = bucket.open(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = found.get()) {
            String text = new String(bytes.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return read(key, text, S3Bucket.found(key, found.get().response()).tag());
        }
    }

    private static Optional<Marker> read(String key, String text, String tag) {
        String[] words = text.strip().split(" ");
        if (words.length != 2 || !words[1].matches("[0-9a-f-]+")) {
            LOG.warnf("an object that is none of the runtime's stands for a collection, and is skipped key=%s", key);
            return Optional.empty();
        }
        try {
            return Optional.of(new Marker(ReadAcl.valueOf(words[0]), words[1], tag));
        } catch (IllegalArgumentException e) {
            LOG.warnf("an access list can't be read, so that the owner alone may read key=%s", key);
            return Optional.of(new Marker(ReadAcl.OWNER, words[1], tag));
        }
    }

    boolean create(DataPath.Hosted collection, ReadAcl acl) throws IOException {
        return bucket.putIfAbsent(
                keys.collection(collection), text(acl, UUID.randomUUID().toString()));
    }

    boolean change(DataPath.Hosted collection, ReadAcl acl) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Marker> there = find(collection);
            if (there.isEmpty()) {
                return false;
            }
            if (bucket.replace(
                    keys.collection(collection),
                    text(acl, there.get().id()),
                    there.get().tag())) {
                return true;
            }
        }
        throw new IOException("the access list of " + collection.uri() + " is changed by others all the time");
    }

    private static String text(ReadAcl acl, String id) {
        return acl.name() + " " + id;
    }

    /** Where a collection's files are; empty where there is no such collection. */
    Optional<String> files(DataPath.Collection collection) throws IOException {
        return switch (collection) {
            case DataPath.Hosted hosted -> find(hosted).map(marker -> keys.files(hosted, marker.id()));
            case DataPath.Session session -> Optional.of(keys.files(session));
            case DataPath.Spool spool -> Optional.of(keys.files(spool));
            case DataPath.OfFunction kept -> Optional.of(keys.files(kept));
        };
    }

    /**
     * Takes a collection away, in one step for everybody else; what is noted before is how {@link #forgotten} finds its files
     * when this runtime ends in between.
     */
    void remove(DataPath.Hosted collection, Marker marker) throws IOException {
        String key = keys.collection(collection);
        byte[] note = (key + "\n" + keys.files(collection, marker.id())).getBytes(StandardCharsets.UTF_8);
        String ignored = bucket.put(keys.deleted(marker.id()), note, note.length);
        bucket.delete(key);
    }

    /** Puts a collection back that should not have been taken away, unless another has come in its place. */
    void restore(DataPath.Hosted collection, Marker marker) throws IOException {
        var unused = bucket.putIfAbsent(keys.collection(collection), text(marker.acl(), marker.id()));
        bucket.delete(keys.deleted(marker.id()));
    }

    /** The files of a collection that was taken away have been deleted. */
    void removed(Marker marker) throws IOException {
        bucket.delete(keys.deleted(marker.id()));
    }

    /** Where files are whose collection was taken away; empty where it was not, after all. */
    Optional<String> forgotten(String deletedKey) throws IOException {
        Optional<ResponseInputStream<GetObjectResponse>> found = bucket.open(deletedKey);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = found.get()) {
            String[] note = new String(bytes.readNBytes(2 * MOST_BYTES), StandardCharsets.UTF_8).split("\n");
            boolean there = note.length == 2
                    && find(note[0])
                            .filter(marker -> deletedKey.endsWith(marker.id()))
                            .isPresent();
            return note.length == 2 && !there ? Optional.of(note[1]) : Optional.empty();
        }
    }
}
