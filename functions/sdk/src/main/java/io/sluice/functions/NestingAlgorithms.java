package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Calls other functions on behalf of the call in progress. Thread-safe. */
final class NestingAlgorithms implements Algorithms {

    private final NestedCalls calls;
    private final CallScope scope;
    private final ObjectWriter writer;

    NestingAlgorithms(NestedCalls calls, CallScope scope, ObjectWriter writer) {
        this.calls = calls;
        this.scope = scope;
        this.writer = writer;
    }

    @Override
    public Algorithm algo(String reference) {
        return new Nested(NestedFunction.of(reference));
    }

    private final class Nested implements Algorithm {

        private final NestedFunction function;

        Nested(NestedFunction function) {
            this.function = function;
        }

        @Override
        public Uni<AlgoResponse> pipe(@Nullable Object input) {
            if (input instanceof Uni<?> pending) {
                return pipe(pending);
            }
            Call assembledIn = scope.find();
            return Uni.createFrom().deferred(() -> call(input, assembledIn));
        }

        @Override
        public Uni<AlgoResponse> pipe(Uni<?> input) {
            Call assembledIn = scope.find();
            return input.chain(value -> call(value, assembledIn));
        }

        private Uni<AlgoResponse> call(@Nullable Object input, @Nullable Call assembledIn) {
            Call here = scope.find();
            return calls.call(function, Payload.of(input, writer), here == null ? assembledIn : here);
        }
    }
}
