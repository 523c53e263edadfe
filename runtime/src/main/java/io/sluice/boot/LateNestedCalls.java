package io.sluice.boot;

import io.sluice.contract.FunctionReference;
import io.sluice.pool.NestedCalls;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Stands for the router's side where the pool's is made, which comes first; used when instances call, which is later. */
final class LateNestedCalls implements NestedCalls {

    private volatile @Nullable NestedCalls taker;

    void set(NestedCalls nestedCalls) {
        taker = nestedCalls;
    }

    @Override
    public Uni<Outcome> call(NestedCall call) {
        NestedCalls there = taker;
        return there == null
                ? Uni.createFrom().failure(new IllegalStateException("the runtime has not started yet"))
                : there.call(call);
    }

    @Override
    public void expect(String parent, FunctionReference function, int atOnce) {
        NestedCalls there = taker;
        if (there != null) {
            there.expect(parent, function, atOnce);
        }
    }
}
