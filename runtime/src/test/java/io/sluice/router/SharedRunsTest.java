package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.registry.FunctionVersion;
import io.sluice.results.ResultKey;
import io.sluice.testing.SmallRuntime;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be brought about from outside at will; the rest stands in {@link KeptCallsTest}. */
final class SharedRunsTest {

    private static final Caller DEMO = new Caller("demo", false);
    private static final Payload INPUT = new Payload(ContentType.TEXT, Buffer.buffer("in"));

    @TempDir
    private Path folder;

    @Test
    void callThatFoundNothingBeforeAnotherRunEnded_getsThatRunsResult() {
        try (SmallRuntime runtime = new SmallRuntime(folder)) {
            FunctionVersion function = runtime.add("demo/a", "cache: {ttl: 60s}");
            ResultKey key = ResultKey.of(function, DEMO, INPUT.type(), INPUT.bytes());
            List<CacheOutcome> outcomes = new ArrayList<>();
            KeptReplies kept = new KeptReplies(runtime.results, payload -> true, runtime.nanoTime::get);
            SharedRuns runs = new SharedRuns(
                    runtime.vertx,
                    new Flights(runtime.vertx, runtime.callsInside, List.of(), runtime.nanoTime::get, new Random(1)),
                    kept,
                    (version, outcome) -> outcomes.add(outcome),
                    runtime.nanoTime::get);
            Reply made = new Reply(new Payload(ContentType.TEXT, Buffer.buffer("out")), Map.of(), List.of());
            kept.keep(key, made, new RunRecord(), 0);

            Reply reply = joined(runs, key, function);

            assertThat(reply.payload().bytes()).hasToString("out");
            assertThat(reply.age()).isNotNull();
            assertThat(runtime.functions.calls()).isEmpty();
            assertThat(outcomes).containsExactly(CacheOutcome.HIT);
        }
    }

    private static Reply joined(SharedRuns runs, ResultKey key, FunctionVersion function) {
        Invocation invocation = new Invocation(
                "req-1",
                FunctionReference.parse("demo/a"),
                INPUT,
                PayloadRoom.unbounded(),
                new Origin.Outside(DEMO),
                Deadline.in(Duration.ofMinutes(1), 0),
                TraceContext.start(new Random(2)),
                Map.of());
        return Uni.createFrom()
                .<Reply>emitter(emitter -> runs.join(key, new Waiter(invocation, function, emitter, 0)))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
