package io.sluice.gateway.data;

import io.sluice.accounts.Caller;
import io.sluice.data.DataFailure;
import io.sluice.data.DataPath;
import io.sluice.data.DataStore;
import io.sluice.data.Download;
import io.sluice.data.Page;
import io.sluice.data.ReadAcl;
import io.sluice.data.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers {@code GET} and {@code HEAD}. Blocks. */
final class Reader {

    private final DataStore store;

    Reader(DataStore store) {
        this.store = store;
    }

    DataReply read(DataRequest asked) throws IOException {
        return switch (asked.path()) {
            case DataPath.Root root -> folder(asked, owners(asked));
            case DataPath.Owner owner -> folder(asked, collections(asked, owner));
            case DataPath.Collection collection -> folder(asked, files(asked, collection));
            case DataPath.File file -> file(asked, file);
        };
    }

    private static DataReply folder(DataRequest asked, Listing listing) {
        DataReply.Whole whole = DataReply.Whole.json(Map.of("X-Data-Type", "directory"), listing);
        return asked.options().withoutBody()
                ? new DataReply.Head(
                        whole.status(), whole.headers(), whole.body().length())
                : whole;
    }

    /** The caller's own name comes first: some clients learn it from here. */
    private Listing owners(DataRequest asked) throws IOException {
        requireReads(asked);
        @Nullable String after = Listing.after(asked.options().marker());
        String self = asked.access().caller().user();
        Set<String> others = new TreeSet<>(asked.access().caller().organisations());
        @Nullable String last = null;
        if (asked.access().isEverybodysOwn()) {
            Page<String> page = store.owners(after, Listing.PAGE);
            others.addAll(page.items());
            last = page.more() ? page.items().getLast() : null;
        }
        others.remove(Caller.key(self));
        List<String> names = new ArrayList<>(others);
        if (after == null) {
            names.addFirst(self);
        } else {
            names.removeAll(asked.access().caller().organisations());
        }
        return Listing.ofFolders(names, last);
    }

    private static void requireReads(DataRequest asked) {
        if (asked.access().function() == null
                && !asked.access().caller().rights().readsData()) {
            throw noRight(asked, "read");
        }
    }

    private static DataFailure noRight(DataRequest asked, String what) {
        return new DataFailure.NotAllowed("the key of user '" + asked.access().caller() + "' does not let its holder "
                + what + " data; make one that does");
    }

    private Listing collections(DataRequest asked, DataPath.Owner owner) throws IOException {
        requireReads(asked);
        asked.spoilResult();
        Page<String> page =
                store.collections(owner, Listing.after(asked.options().marker()), Listing.PAGE);
        List<String> names = new ArrayList<>();
        for (String name : page.items()) {
            if (asked.access().mayReadAsOwner(owner) || isOpen(asked, new DataPath.Hosted(owner, name))) {
                names.add(name);
            }
        }
        return Listing.ofFolders(names, page.more() ? page.items().getLast() : null);
    }

    private boolean isOpen(DataRequest asked, DataPath.Hosted collection) throws IOException {
        return store.acl(collection)
                .filter(acl -> asked.access().mayRead(collection, acl))
                .isPresent();
    }

    private Listing files(DataRequest asked, DataPath.Collection collection) throws IOException {
        @Nullable ReadAcl acl = requireMayRead(asked, collection);
        Page<StoredFile> page =
                store.files(collection, Listing.after(asked.options().marker()), Listing.PAGE);
        return Listing.ofFiles(page, asked.options().acl() ? acl : null);
    }

    /** The collection's access list, or null where it has none. */
    private @Nullable ReadAcl requireMayRead(DataRequest asked, DataPath.Collection collection) throws IOException {
        return switch (collection) {
            case DataPath.Hosted hosted -> requireMayReadHosted(asked, hosted);
            case DataPath.Session session -> requireMayReadSpecial(asked, session);
            case DataPath.Spool spool -> requireMayReadSpecial(asked, spool);
            case DataPath.OfFunction kept -> requireMayReadSpecial(asked, kept);
        };
    }

    private ReadAcl requireMayReadHosted(DataRequest asked, DataPath.Hosted collection) throws IOException {
        @Nullable ReadAcl acl = store.acl(collection).orElse(null);
        if (acl == null && asked.access().mayReadAsOwner(collection.owner())) {
            throw DataFailure.NotFound.at(collection);
        }
        if (acl == null || !asked.access().mayRead(collection, acl)) {
            throw mayNotRead(asked, collection);
        }
        if (!asked.access().readsForEverybody(collection, acl)) {
            asked.spoilResult();
        }
        return acl;
    }

    private @Nullable ReadAcl requireMayReadSpecial(DataRequest asked, DataPath.Collection collection) {
        if (!asked.access().mayReadSpecial(collection)) {
            throw mayNotRead(asked, collection);
        }
        asked.spoilResult();
        return null;
    }

    /** Says nothing of whether it is there. */
    private static DataFailure mayNotRead(DataRequest asked, DataPath.Collection collection) {
        requireReads(asked);
        return new DataFailure.NotAllowed(who(asked) + " may not read " + collection.uri() + ", or it is not there");
    }

    /** Who asks, as errors name it. */
    static String who(DataRequest asked) {
        return asked.access().function() == null
                ? "user '" + asked.access().caller() + "'"
                : "function '" + asked.access().function() + "', called by user '"
                        + asked.access().caller() + "',";
    }

    private DataReply file(DataRequest asked, DataPath.File file) throws IOException {
        var unused = requireMayRead(asked, file.collection());
        Download download = store.open(file).orElseThrow(() -> DataFailure.NotFound.at(file));
        DataReply reply;
        try {
            reply = FileReplies.of(asked.options(), download);
        } catch (RuntimeException e) {
            download.close();
            throw e;
        }
        if (!(reply instanceof DataReply.Stream)) {
            download.close();
        }
        return reply;
    }
}
