package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CancellationTest {

    private final AtomicInteger count = new AtomicInteger();

    @Test
    void cancel_twice_actsOnce() {
        Cancellation cancellation = new Cancellation();
        cancellation.onCancel(count::incrementAndGet);

        cancellation.cancel();
        cancellation.cancel();

        assertThat(count).hasValue(1);
    }

    @Test
    void action_afterTheCancellation_isDoneAtOnce() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        cancellation.onCancel(count::incrementAndGet);

        assertThat(count).hasValue(1);
    }
}
