package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.pool.ResultParts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * Hands the results of rounds that are done at once on in their order, each as soon as all before it are there. A round is over
 * when what could be handed on was taken, so that a slow taker slows the rounds down. For one event loop.
 */
final class InOrder {

    private final String pointer;
    private final Expressions expressions;
    private final ResultParts parts;
    private final @Nullable JsonNode[] results;
    private int next;
    private @Nullable Uni<Void> handing;

    InOrder(String pointer, Expressions expressions, ResultParts parts, int count) {
        this.pointer = pointer;
        this.expressions = expressions;
        this.parts = parts;
        this.results = new JsonNode[count];
        parts.begin();
    }

    /** A result is there; completes when its round may be over. */
    Uni<Void> arrived(int index, JsonNode result) {
        results[index] = result;
        Uni<Void> under = handing;
        if (under == null) {
            under = Multi.createBy()
                    .repeating()
                    .uni(this::handNext)
                    .whilst(more -> more)
                    .collect()
                    .last()
                    .replaceWithVoid()
                    .onTermination()
                    .invoke(() -> handing = null)
                    .memoize()
                    .indefinitely();
            handing = under;
        }
        return under;
    }

    private Uni<Boolean> handNext() {
        JsonNode result = next < results.length ? results[next] : null;
        if (result == null) {
            return Uni.createFrom().item(false);
        }
        results[next++] = null;
        return expressions
                .compute(pointer, Values.isSmall(result), () -> Values.held(result))
                .chain(parts::take)
                .replaceWith(true);
    }
}
