package io.sluice.pool.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.TraceContext;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.connection.CallsInProgress.Found;
import io.sluice.pool.connection.CallsInProgress.Lookup;
import io.sluice.pool.connection.CallsInProgress.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CallsOfInstanceTest {

    private final CallsOfInstance calls = new CallsOfInstance();

    private Call begin(String invocation, String token) {
        Call call = new Call(
                invocation,
                "demo",
                token,
                "apply",
                Payload.NOTHING,
                PayloadRoom.unbounded(),
                Duration.ofSeconds(1),
                TraceContext.start(new Random(1)),
                Map.of());
        calls.begin(call);
        return call;
    }

    private Lookup find(@Nullable String named) {
        return calls.find("demo/a@0.1.0", named);
    }

    private String refusal(@Nullable String named) {
        return find(named) instanceof Refused refused ? refused.text() : "found";
    }

    @Test
    void find_byToken_isThatCall() {
        begin("req-1", "one");
        begin("req-2", "two");

        assertThat(find("two")).isEqualTo(new Found("two"));
    }

    @Test
    void find_byToken_tellsCallsOfOneInvocationApart() {
        begin("req-1", "one");
        begin("req-1", "two");

        assertThat(find("two")).isEqualTo(new Found("two"));
        assertThat(refusal("req-1")).contains("not in progress");
    }

    @Test
    void find_whatIsOver_isRefused() {
        calls.end(begin("req-1", "one"));

        assertThat(refusal("one")).contains("not in progress");
    }

    @Test
    void find_withoutAName_isTheOnlyCall() {
        assertThat(refusal(null)).contains("outside of any call");
        begin("req-1", "one");
        assertThat(find(null)).isEqualTo(new Found("one"));
        begin("req-2", "two");
        assertThat(refusal(null)).contains("2 calls are in progress");
    }
}
