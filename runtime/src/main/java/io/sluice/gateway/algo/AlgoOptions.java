package io.sluice.gateway.algo;

import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.vertx.core.MultiMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a call's query asks of the reply.
 *
 * @param stdout whether what the function writes in its course is wanted
 * @param timing whether the metadata tell where the time went
 */
record AlgoOptions(Output output, boolean stdout, boolean timing) {

    /** The form of the reply. */
    enum Output {
        /** {@code result} and {@code metadata}. */
        DEFAULT,
        /** The bare result. */
        RAW,
        /** Nothing: the call goes on unattended. */
        VOID
    }

    /** What is asked for by asking for nothing. */
    static final AlgoOptions USUAL = new AlgoOptions(Output.DEFAULT, false, false);

    static AlgoOptions of(MultiMap params) {
        return new AlgoOptions(
                output(params.get("output")),
                "true".equalsIgnoreCase(params.get("stdout")),
                isOn(params.get("timing")));
    }

    private static boolean isOn(@Nullable String flag) {
        return "1".equals(flag) || "true".equalsIgnoreCase(flag);
    }

    private static Output output(@Nullable String output) {
        return switch (output == null ? "default" : output.toLowerCase(Locale.ROOT)) {
            case "default", "" -> Output.DEFAULT;
            case "raw" -> Output.RAW;
            case "void" -> Output.VOID;
            default ->
                throw new BadRequest(
                        400, ErrorReply.INVALID_INPUT, "output is default, raw or void, was '" + output + "'");
        };
    }
}
