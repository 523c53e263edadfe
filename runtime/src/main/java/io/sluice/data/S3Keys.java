package io.sluice.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where things are in a bucket. Names stand in keys as they are, last, so that the order of keys is that of names; they have no
 * {@code /}, of which the store makes use. An account is followed by {@code !}, which comes before all that accounts are made of.
 *
 * <pre>
 * collections/acme!/box          who may read it, and its id
 * files/acme/box/ID/a.txt        a file in it
 * sessions/ID/a.txt
 * spool/RUNTIME/a               a payload that is too large for memory
 * permanent/acme/shout/bob/a.txt, temporary/...
 * deleted/ID                     a collection whose files are being deleted
 * </pre>
 *
 * A collection that is made again has another id, so that nothing of the one before it is ever seen in it.
 */
record S3Keys(String prefix) {

    private static final String OWNER_END = "!/";

    String collections() {
        return prefix + "collections/";
    }

    String collections(DataPath.Owner owner) {
        return collections() + owner.name() + OWNER_END;
    }

    String collection(DataPath.Hosted collection) {
        return collections(collection.owner()) + collection.name();
    }

    /** The owner that a key below {@link #collections()} is of, where it is of one. */
    Optional<String> owner(String key) {
        String name = key.substring(collections().length());
        return name.endsWith(OWNER_END)
                ? Optional.of(name.substring(0, name.length() - OWNER_END.length()))
                : Optional.empty();
    }

    /** Comes after all of an owner's keys, and before those of the next. */
    @Nullable
    String afterOwner(@Nullable String name) {
        return name == null ? null : collections() + name + '"';
    }

    String files(DataPath.Hosted collection, String id) {
        return prefix + "files/" + collection.owner().name() + "/" + collection.name() + "/" + id + "/";
    }

    String sessions() {
        return prefix + "sessions/";
    }

    String temporary() {
        return prefix + "temporary/";
    }

    String files(DataPath.Session session) {
        return sessions() + session.id() + "/";
    }

    String spools() {
        return prefix + "spool/";
    }

    String files(DataPath.Spool spool) {
        return spools() + spool.runtime() + "/";
    }

    String files(DataPath.OfFunction kept) {
        String life =
                switch (kept.life()) {
                    case TEMP -> temporary();
                    case PERM -> prefix + "permanent/";
                };
        return life + kept.author() + "/" + kept.function() + "/" + kept.user() + "/";
    }

    String deleted() {
        return prefix + "deleted/";
    }

    String deleted(String id) {
        return deleted() + id;
    }
}
