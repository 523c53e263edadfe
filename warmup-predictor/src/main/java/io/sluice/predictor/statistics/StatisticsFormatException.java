package io.sluice.predictor.statistics;

import java.io.IOException;

/** Bytes that aren't statistics of a version that is known. They can't be used by this release; they can be set aside. */
public final class StatisticsFormatException extends IOException {

    private static final long serialVersionUID = 1;

    StatisticsFormatException(String what, String rule, Object was) {
        super("statistics: " + what + " must be " + rule + ", was " + was
                + "; set them aside, what they say is learned anew");
    }

    StatisticsFormatException(IOException cause) {
        super("statistics: end before they are complete; set them aside, what they say is learned anew", cause);
    }
}
