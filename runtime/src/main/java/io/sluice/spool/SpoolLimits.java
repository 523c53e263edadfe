package io.sluice.spool;

/**
 * What goes into the spool, and how much of it, in bytes.
 *
 * @param above payloads of more go there; 0: none does
 * @param most the largest payload
 * @param all what all payloads there may have together
 * @param transfers how many payloads may be on their way at a time, in and out each
 */
public record SpoolLimits(long above, long most, long all, int transfers) {

    /** @throws IllegalArgumentException when a payload that has to go there could not */
    public SpoolLimits {
        if (most < above || all < most) {
            throw new IllegalArgumentException(
                    "sluice.payload.spool-above must not be more than sluice.payload.most, and"
                            + " that not more than sluice.payload.spool; they were " + above + ", " + most + " and "
                            + all
                            + " bytes");
        }
        if (above < 0 || transfers < 1) {
            throw new IllegalArgumentException("sluice.payload.spool-above must be at least 0, was " + above
                    + ", and transfers at least 1, were " + transfers);
        }
    }
}
