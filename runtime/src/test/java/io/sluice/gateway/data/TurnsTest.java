package io.sluice.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.DataTraffic;
import io.sluice.gateway.NoRoom;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    private final DataTraffic traffic = new DataTraffic();
    private final Turns turns = new Turns(4, Duration.ofMillis(50), traffic);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> workers = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        end.countDown();
        for (Thread worker : workers) {
            worker.join();
        }
    }

    /** Returns when it has its turn, which it keeps. */
    private void stall(String account) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        workers.add(Thread.ofVirtual().start(() -> {
            try {
                turns.run(account, () -> {
                    begun.countDown();
                    awaitEnd();
                });
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        begun.await();
    }

    private void awaitEnd() throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private boolean hasTurn(String account) throws IOException, InterruptedException {
        boolean[] ran = new boolean[1];
        turns.run(account, () -> ran[0] = true);
        return ran[0];
    }

    @Test
    void stalledTransfersOfOneAccount_leaveHalfOfThePlacesToOthers() throws Exception {
        stall("acme");
        stall("acme");

        assertThatThrownBy(() -> hasTurn("acme"))
                .isInstanceOf(NoRoom.class)
                .hasMessage("as many requests for data of account 'acme' are under way as there may be: 2"
                        + " (sluice.data.transfers is 4, half of them for one account)");
        assertThat(hasTurn("bob")).isTrue();
    }

    @Test
    void allPlacesTaken_refusesAnybody() throws Exception {
        for (String account : List.of("acme", "acme", "bob", "bob")) {
            stall(account);
        }
        assertThat(traffic.underWay()).isEqualTo(4);

        assertThatThrownBy(() -> hasTurn("carol"))
                .isInstanceOf(NoRoom.class)
                .hasMessageContaining("of all accounts are under way as there may be: 4");
        assertThat(traffic.refusals()).isOne();
    }

    @Test
    void workThatFails_givesItsPlaceBack() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> turns.run("acme", () -> {
                        throw new IOException("broken");
                    }))
                    .hasMessage("broken");
        }

        assertThat(hasTurn("acme")).isTrue();
        assertThat(traffic.underWay()).isZero();
    }

    @Test
    void onePlace_isForAnyAccount() throws Exception {
        Turns one = new Turns(1, Duration.ofMillis(50), traffic);
        boolean[] ran = new boolean[1];

        one.run("acme", () -> ran[0] = true);

        assertThat(ran[0]).isTrue();
    }
}
