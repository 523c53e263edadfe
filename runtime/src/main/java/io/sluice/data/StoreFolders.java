package io.sluice.data;

import java.nio.file.Path;

/**
 * Where a {@link FileDataStore} keeps what. Collections of accounts have a folder for the files, with the access list beside it.
 * No part of a path on disk is one that a client wrote.
 */
record StoreFolders(Path root) {

    private static final String ACL = "acl";
    private static final String FILES = "files";

    /** What is on its way in, or out; swept at each start. */
    Path parts() {
        return root.resolve("parts");
    }

    Path sessions() {
        return root.resolve("session");
    }

    Path spools() {
        return root.resolve("spool");
    }

    Path ofFunctions() {
        return root.resolve("function");
    }

    Path owners() {
        return root.resolve("hosted");
    }

    Path of(DataPath.Owner owner) {
        return owners().resolve(StoredName.of(owner.name()));
    }

    /** All that there is of a collection. */
    Path of(DataPath.Collection collection) {
        return switch (collection) {
            case DataPath.Hosted hosted -> of(hosted.owner()).resolve(StoredName.of(hosted.name()));
            case DataPath.Session session -> sessions().resolve(StoredName.of(session.id()));
            case DataPath.Spool spool -> spools().resolve(StoredName.of(spool.runtime()));
            case DataPath.OfFunction kept ->
                ofFunctions()
                        .resolve(StoredName.of(kept.author()))
                        .resolve(StoredName.of(kept.function()))
                        .resolve(kept.life().word())
                        .resolve(StoredName.of(kept.user()));
        };
    }

    /** The folder with its files. */
    Path files(DataPath.Collection collection) {
        return switch (collection) {
            case DataPath.Hosted hosted -> of(collection).resolve(FILES);
            case DataPath.Session session -> of(collection);
            case DataPath.Spool spool -> of(collection);
            case DataPath.OfFunction kept -> of(collection);
        };
    }

    Path acl(DataPath.Hosted collection) {
        return acl(of(collection));
    }

    static Path acl(Path collection) {
        return collection.resolve(ACL);
    }

    static Path files(Path hosted) {
        return hosted.resolve(FILES);
    }

    Path of(DataPath.File file) {
        return files(file.collection()).resolve(StoredName.of(file.name()));
    }
}
