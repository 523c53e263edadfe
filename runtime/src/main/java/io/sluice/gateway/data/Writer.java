package io.sluice.gateway.data;

import io.sluice.data.DataFailure;
import io.sluice.data.DataPath;
import io.sluice.data.DataStore;
import io.sluice.data.ReadAcl;
import io.sluice.data.StoredFile;
import io.sluice.data.Upload;
import io.sluice.gateway.Replies;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers what changes data. Blocks. */
final class Writer {

    private final DataStore store;
    private final Sessions sessions;
    private final Predicate<String> accounts;

    /** @param accounts whether there is an account of that name */
    Writer(DataStore store, Sessions sessions, Predicate<String> accounts) {
        this.store = store;
        this.sessions = sessions;
        this.accounts = accounts;
    }

    /** Where the bytes of a file come from. */
    interface Source {
        /** The next of them, or null at the end. Blocks. */
        @Nullable
        List<Buffer> next() throws IOException;
    }

    /** Makes a collection below the path. */
    DataReply create(DataRequest asked, CollectionWish wish) throws IOException {
        if (!(asked.path() instanceof DataPath.Owner owner)) {
            throw new DataFailure.Invalid("collections are made by POST to their owner, as data://.my; the path was "
                    + asked.path().uri());
        }
        DataPath.Hosted collection = new DataPath.Hosted(owner, wish.name());
        requireMayWrite(asked, collection);
        if (!accounts.test(owner.name())) {
            throw new DataFailure.NotFound("there is no account '" + owner.name() + "'");
        }
        if (!store.create(collection, wish.acl())) {
            throw new DataFailure.AlreadyThere(collection.uri() + " is there already");
        }
        return result(collection.uri());
    }

    private static DataReply result(Object result) {
        return DataReply.Whole.json(Map.of("result", result));
    }

    private static void requireMayWrite(DataRequest asked, DataPath.Collection collection) {
        asked.spoilResult();
        if (!asked.access().mayWrite(collection)) {
            throw new DataFailure.NotAllowed(Reader.who(asked) + " may not write to " + collection.uri()
                    + ": its owner may, with a key that writes data");
        }
    }

    /** Says who may read a collection from now on. */
    DataReply change(DataRequest asked, ReadAcl acl) throws IOException {
        if (!(asked.path() instanceof DataPath.Hosted collection)) {
            throw new DataFailure.Invalid(
                    "collections of accounts have access lists, as data://.my/box has; the path was "
                            + asked.path().uri());
        }
        requireMayWrite(asked, collection);
        if (!store.change(collection, acl)) {
            throw DataFailure.NotFound.at(collection);
        }
        return DataReply.Whole.empty(200, Map.of());
    }

    /** Begins to take a file in, if it may be. */
    Upload begin(DataRequest asked) throws IOException {
        if (!(asked.path() instanceof DataPath.File file)) {
            throw new DataFailure.Invalid("files are put to owner/collection/file; the path was "
                    + asked.path().uri());
        }
        requireMayWrite(asked, file.collection());
        return file.collection() instanceof DataPath.Session ? sessions.upload(asked.root(), file) : store.upload(file);
    }

    /** Takes the file in. */
    static DataReply put(DataRequest asked, Upload upload, Source source) throws IOException {
        for (List<Buffer> some = source.next(); some != null; some = source.next()) {
            for (Buffer bytes : some) {
                upload.write(bytes.getByteBuf().nioBuffer());
            }
        }
        StoredFile stored = upload.commit();
        return new DataReply.Whole(
                200,
                Map.of("Content-Type", "application/json", "ETag", '"' + stored.tag() + '"'),
                Replies.write(Map.of("result", asked.path().uri())));
    }

    DataReply delete(DataRequest asked) throws IOException {
        return switch (asked.path()) {
            case DataPath.File file -> delete(asked, file);
            case DataPath.Collection collection -> delete(asked, collection);
            case DataPath.Root root -> throw notDeleted(root);
            case DataPath.Owner owner -> throw notDeleted(owner);
        };
    }

    private static DataFailure notDeleted(DataPath path) {
        return new DataFailure.Invalid("files and collections can be deleted; the path was " + path.uri());
    }

    private DataReply delete(DataRequest asked, DataPath.File file) throws IOException {
        requireMayWrite(asked, file.collection());
        if (!store.delete(file)) {
            throw DataFailure.NotFound.at(file);
        }
        return result(new Deleted(1));
    }

    private DataReply delete(DataRequest asked, DataPath.Collection collection) throws IOException {
        requireMayWrite(asked, collection);
        long files = store.delete(collection, asked.options().force())
                .orElseThrow(() -> DataFailure.NotFound.at(collection));
        // Older documents say 0 for an empty one, newer clients insist on 1.
        return result(new Deleted(Math.max(1, files)));
    }

    /** How many things are gone. */
    record Deleted(long deleted) {}
}
