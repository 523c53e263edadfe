package io.sluice.gateway.algo;

import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a call says.
 *
 * @param timeout the time-out in seconds as it was written, or null
 * @param steps the functions of a pipe as they were written, in order
 */
record AlgoQuery(AlgoOptions options, @Nullable String timeout, List<String> steps) {

    /** What a call without a query says. */
    static final AlgoQuery NONE = new AlgoQuery(AlgoOptions.USUAL, null, List.of());

    AlgoQuery {
        steps = List.copyOf(steps);
    }

    static AlgoQuery of(MultiMap params) {
        return new AlgoQuery(AlgoOptions.of(params), params.get("timeout"), params.getAll("step"));
    }
}
