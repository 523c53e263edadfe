package io.sluice.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.InstanceId;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolReply;
import io.sluice.pool.Warmth;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.CacheUse;
import io.sluice.router.CallInProgress;
import io.sluice.router.Deadline;
import io.sluice.router.Origin;
import io.sluice.router.RootCall;
import io.sluice.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ObserverTest {

    private static final FunctionVersion FUNCTION = Samples.version("demo/Child", "1.0.0");

    private final List<TraceEvent> events = new ArrayList<>();
    private final Observer observer = new Observer(events::add, time -> time + 1000);

    @Test
    void startedCall_isToldByTheKeysOfItsFunctions() {
        Origin origin = new Origin.Inside(new CallInProgress(
                5,
                "req-1",
                FunctionName.parse("demo/Parent"),
                true,
                "demo/entry",
                1,
                Caller.ANYONE,
                new Deadline(Long.MAX_VALUE),
                TraceContext.start(new Random(1)),
                CacheUse.ALLOWED,
                null,
                new RootCall()));

        observer.started(7, FUNCTION, origin, 42);

        assertThat(events).containsExactly(new CallStarted(7, 5, "demo/child", "demo/entry", "demo/parent", 1042));
    }

    @Test
    void callFromOutside_hasNoCaller() {
        observer.started(7, FUNCTION, new Origin.Outside(Caller.ANYONE), 42);

        assertThat(events).containsExactly(new CallStarted(7, 0, "demo/child", "demo/child", null, 1042));
    }

    @ParameterizedTest
    @EnumSource(Warmth.class)
    void endedCall_isToldWithHowItFoundItsFunction(Warmth warmth) {
        PoolReply reply = new PoolReply(
                new Answer.Result(Payload.NOTHING, Map.of()), Duration.ofNanos(5), warmth, new InstanceId("i-1"));

        observer.ended(7, FUNCTION, reply, true, 42, 99);

        assertThat(events)
                .containsExactly(new CallEnded(7, "demo/child", 5, CallEnded.Warmth.valueOf(warmth.name()), 1099));
    }

    @Test
    void callThatNoInstanceHad_isToldToHaveWaitedInVain() {
        observer.ended(7, FUNCTION, null, true, 42, 99);

        assertThat(events).containsExactly(new CallEnded(7, "demo/child", 57, CallEnded.Warmth.COLD, 1099));
    }
}
