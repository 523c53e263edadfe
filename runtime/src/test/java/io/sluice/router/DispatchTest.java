package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PoolReply;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DispatchTest {

    private final AtomicInteger given = new AtomicInteger();
    private final Dispatch dispatch = new Dispatch(
            new Call(
                    "req-1",
                    "me",
                    "token",
                    "main",
                    new Payload(ContentType.TEXT, Buffer.buffer("x")),
                    PayloadRoom.unbounded(),
                    Duration.ofSeconds(1),
                    TraceContext.start(new Random(1)),
                    Map.of()),
            new Dispatch.Receiver() {
                @Override
                public void replied(PoolReply reply) {}

                @Override
                public void failed(Throwable failure) {}
            });

    @Test
    void giveUp_afterItArrived_isTold() {
        dispatch.onGiveUp(given::incrementAndGet);
        assertThat(given).hasValue(0);

        dispatch.giveUp();

        assertThat(given).hasValue(1);
    }

    @Test
    void giveUp_beforeItArrived_isToldOnArrival() {
        dispatch.giveUp();

        dispatch.onGiveUp(given::incrementAndGet);

        assertThat(given).hasValue(1);
    }

    @Test
    void giveUp_twice_isToldOnce() {
        dispatch.onGiveUp(given::incrementAndGet);

        dispatch.giveUp();
        dispatch.giveUp();

        assertThat(given).hasValue(1);
    }
}
