package io.sluice.predictor.trace.source;

import io.sluice.predictor.trace.FunctionProfile;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * What a reader is told about a trace that the trace doesn't say itself.
 *
 * @param profile of functions whose start time, memory or concurrency isn't in the trace
 * @param keeps whether the calls of an outermost function are wanted, with all that they call; asked of each such call,
 *     so that what isn't wanted takes no memory
 * @param mostCalls with more calls than this a reader gives up rather than run out of memory
 * @param bytesRead is told how many bytes of the files were read, each time some were
 */
public record ReadSettings(FunctionProfile profile, Predicate<String> keeps, long mostCalls, LongConsumer bytesRead) {

    /** The default profile, all functions, fifty million calls, and nobody who watches. */
    public static final ReadSettings DEFAULT =
            new ReadSettings(FunctionProfile.DEFAULT, function -> true, 50_000_000, bytes -> {});

    /** The same for other functions. */
    public ReadSettings keeping(Predicate<String> functions) {
        return new ReadSettings(profile, functions, mostCalls, bytesRead);
    }

    /** The same with another profile of functions that the trace says nothing of. */
    public ReadSettings with(FunctionProfile unknown) {
        return new ReadSettings(unknown, keeps, mostCalls, bytesRead);
    }
}
