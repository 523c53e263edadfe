package io.sluice.spool;

/** Why a payload could not be taken in or got, grouped by what its sender can do. */
public abstract sealed class SpoolFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SpoolFailure(String message) {
        super(message, null, false, false);
    }

    /** It is larger than any may be. */
    public static final class TooLarge extends SpoolFailure {
        private static final long serialVersionUID = 1L;

        TooLarge(long most, String was) {
            super("a payload has at most " + most + " bytes (sluice.payload.most), this one has " + was);
        }
    }

    /** Others are in the way: worth trying again. */
    public static final class Full extends SpoolFailure {
        private static final long serialVersionUID = 1L;

        private Full(String message) {
            super(message);
        }

        static Full ofBytes(long all) {
            return new Full("the payloads of all calls under way have as many bytes together as they may: " + all
                    + " (sluice.payload.spool); try again when others are over");
        }

        static Full ofTransfers(int transfers) {
            return new Full("as many large payloads are on their way as there may be at a time: " + transfers
                    + "; try again in a moment");
        }
    }

    /** It is not where it was put. */
    public static final class Gone extends SpoolFailure {
        private static final long serialVersionUID = 1L;

        Gone(long length) {
            super("a payload of " + length + " bytes is not in the runtime's store of data any more, where it was kept"
                    + " while its call lasts; make the call again");
        }
    }
}
