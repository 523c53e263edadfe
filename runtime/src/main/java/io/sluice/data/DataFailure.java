package io.sluice.data;

/** Why data could not be read or written, grouped by what is wrong with the request. */
public abstract sealed class DataFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private DataFailure(String message) {
        super(message, null, false, false);
    }

    /** There is no such file or collection. */
    public static final class NotFound extends DataFailure {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }

        /** That path. */
        public static NotFound at(DataPath path) {
            return new NotFound("there is no " + path.uri());
        }
    }

    /** A path, a name or an access list that can't be one. */
    public static final class Invalid extends DataFailure {
        private static final long serialVersionUID = 1L;

        public Invalid(String message) {
            super(message);
        }
    }

    /** The caller may not, whether or not there is such a path. */
    public static final class NotAllowed extends DataFailure {
        private static final long serialVersionUID = 1L;

        public NotAllowed(String message) {
            super(message);
        }
    }

    /** A collection of that name is there already. */
    public static final class AlreadyThere extends DataFailure {
        private static final long serialVersionUID = 1L;

        public AlreadyThere(String message) {
            super(message);
        }
    }

    /** A collection has files in it, and was not to be deleted with them. */
    public static final class NotEmpty extends DataFailure {
        private static final long serialVersionUID = 1L;

        public NotEmpty(DataPath.Collection collection) {
            super(collection.uri() + " is not empty; delete its files first, or it with them by ?force=true");
        }
    }
}
