package io.sluice.data;

import io.sluice.accounts.Caller;
import java.util.Locale;

/**
 * Where data is, in full: {@code .my}, {@code .session} and {@code .algo} have been replaced by what they stand for
 * ({@link DataPaths#parse}). Names of files and collections are as clients wrote them, and have passed {@link DataName}; those of accounts and
 * functions are in lower case. There are no folders in collections.
 */
public sealed interface DataPath {

    /** As clients write it: {@code data://acme/box/a.txt}. */
    String uri();

    /** The folder of all owners. */
    record Root() implements DataPath {
        @Override
        public String uri() {
            return DataPaths.SCHEME;
        }
    }

    /** The folder of one account's collections. */
    record Owner(String name) implements DataPath {

        public Owner {
            name = DataName.account(name);
        }

        @Override
        public String uri() {
            return DataPaths.SCHEME + name;
        }
    }

    /** A folder of files. */
    sealed interface Collection extends DataPath {

        /** The file of that name in it. */
        default File file(String name) {
            return new File(this, name);
        }
    }

    /** A collection that an account has made; it is there once it was made, and has a {@link ReadAcl}. */
    record Hosted(Owner owner, String name) implements Collection {

        public Hosted {
            DataName.require("a collection", name);
        }

        @Override
        public String uri() {
            return owner.uri() + "/" + name;
        }
    }

    /**
     * What the functions of one root call share, until it ends. It is always there, and has no {@link ReadAcl}.
     *
     * @param id of letters and digits; never used again, by this runtime or another
     */
    record Session(String id) implements Collection {
        @Override
        public String uri() {
            return DataPaths.SCHEME + DataPaths.SESSION;
        }
    }

    /**
     * Where a runtime keeps payloads that are too large for memory. No path of a client or a function leads there. It is always
     * there, has no {@link ReadAcl}, and what is in it need not outlive a crash.
     *
     * @param runtime letters and digits that tell the runtime apart from all others that use the store
     */
    record Spool(String runtime) implements Collection {
        @Override
        public String uri() {
            return DataPaths.SCHEME + ".spool";
        }
    }

    /**
     * What a function keeps for one of the users who call it. It is always there, and has no {@link ReadAcl}.
     *
     * @param author the function's owner
     * @param function its name
     */
    record OfFunction(String author, String function, Life life, String user) implements Collection {

        public OfFunction {
            author = DataName.account(author);
            function = Caller.key(function);
            user = DataName.account(user);
        }

        @Override
        public String uri() {
            return DataPaths.SCHEME + DataPaths.ALGO + "/" + author + "/" + function + "/" + life.word();
        }
    }

    /** How long a function's files are kept. */
    enum Life {
        /** About a day. */
        TEMP,
        /** Until they are deleted. */
        PERM;

        /** The word for it in paths. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A file in a collection. */
    record File(Collection collection, String name) implements DataPath {

        public File {
            DataName.require("a file", name);
        }

        @Override
        public String uri() {
            return collection.uri() + "/" + name;
        }
    }
}
