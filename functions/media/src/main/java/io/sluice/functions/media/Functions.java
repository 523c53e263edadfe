package io.sluice.functions.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.functions.AlgoResponse;
import io.sluice.functions.Algorithms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The functions that a media function calls. Thread-safe. */
@FunctionalInterface
public interface Functions {

    /** What the function answers; the call begins when that is subscribed to. To be asked in the course of the call. */
    Uni<JsonNode> call(String function, Map<String, Object> input);

    /** Those that are deployed. */
    static Functions of(Algorithms algorithms) {
        return (function, input) -> algorithms.algo(function).pipe(input).map(AlgoResponse::json);
    }

    /**
     * Waits for calls, so many at a time; the first that fails ends the others. The caller's own deadline is theirs.
     *
     * @return what they came to, in their order
     */
    static <T> List<T> await(List<Uni<T>> calls, int parallel) {
        Map<Integer, T> made = new HashMap<>();
        Multi.createFrom()
                .range(0, calls.size())
                .onItem()
                .transformToUni(index -> calls.get(index).map(result -> Map.entry(index, result)))
                .merge(parallel)
                .collect()
                .in(() -> made, (all, each) -> all.put(each.getKey(), each.getValue()))
                .await()
                .indefinitely();
        return IntStream.range(0, calls.size()).mapToObj(made::get).toList();
    }
}
