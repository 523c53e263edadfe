package io.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.Payload;
import io.sluice.pool.ResultParts;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of pipelines that are handed on as they come. */
final class StreamingTest {

    private static final String SLOW_ONES = """
            do:
            - each:
                for: {in: '[3, 2, 1, 0]'}
                metadata: {parallel: 4}
                do: [{slow: {call: t/slow, with: '${ $item }'}}]
            """;

    @TempDir
    Path folder;

    private PipelineBench bench;

    @BeforeEach
    void open() {
        bench = new PipelineBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Notes what it is given, and takes the first only when it is told. */
    private static final class Parts implements ResultParts {

        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final CompletableFuture<UniEmitter<? super Void>> first = new CompletableFuture<>();
        private final boolean hesitates;
        private volatile boolean begun;

        Parts(boolean hesitates) {
            this.hesitates = hesitates;
        }

        @Override
        public void begin() {
            begun = true;
        }

        @Override
        public Uni<Void> take(Payload item) {
            taken.add(item.bytes().toString());
            return hesitates && taken.size() == 1
                    ? Uni.createFrom().<Void>emitter(emitter -> first.complete(emitter))
                    : Uni.createFrom().voidItem();
        }
    }

    @Test
    void loop_thatThePipelineEndsWith_handsItsResultsOnInOrder() throws Exception {
        Parts parts = new Parts(false);

        String result = bench.result(SLOW_ONES, "null", parts);

        assertThat(parts.taken).containsExactly("3", "2", "1", "0");
        assertThat(result).isEqualTo("[3,2,1,0]");
    }

    @Test
    void loop_whoseTakerIsSlow_waitsWithFurtherRounds() throws Exception {
        Parts parts = new Parts(true);
        String yaml =
                "do: [{l: {for: {in: '[range(50)]'}, metadata: {parallel: 1}, do: [{a: {call: t/echo, with: '${ $item }'}}]}}]";
        CompletableFuture<String> result = CompletableFuture.supplyAsync(() -> bench.resultOf(yaml, "null", parts));

        UniEmitter<? super Void> held = parts.first.get(20, TimeUnit.SECONDS);
        assertThat(bench.calls.made).hasSize(1);
        held.complete(null);

        assertThat(result.get(20, TimeUnit.SECONDS)).startsWith("[0,1,2,");
        assertThat(parts.taken).hasSize(50);
    }

    @Test
    void loop_thatIsNotTheResult_handsNothingOn() throws Exception {
        Parts parts = new Parts(false);

        String result = bench.result(SLOW_ONES + "- count: {set: '${ length }'}\n", "null", parts);

        assertThat(result).isEqualTo("4");
        assertThat(parts.begun).isFalse();
    }

    @Test
    void loop_overNothing_beginsAndHandsNothingOn() throws Exception {
        Parts parts = new Parts(false);

        assertThat(bench.result(SLOW_ONES.replace("[3, 2, 1, 0]", "[]"), "null", parts))
                .isEqualTo("[]");
        assertThat(parts.begun).isTrue();
        assertThat(parts.taken).isEmpty();
    }
}
