package io.sluice.pool.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.ResultParts;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ItemStreamTest {

    /** Notes what it is told, and takes an item when the test says so. */
    private static final class Taker implements ResultParts {

        private final List<String> told = new ArrayList<>();
        private final Deque<UniEmitter<? super Void>> taking = new ArrayDeque<>();

        @Override
        public void begin() {
            told.add("begin");
        }

        @Override
        public Uni<Void> take(Payload item) {
            told.add(item.bytes().toString());
            return Uni.createFrom().<Void>emitter(it -> taking.add(it));
        }

        void took() {
            Objects.requireNonNull(taking.poll()).complete(null);
        }
    }

    private final Taker taker = new Taker();
    private final PayloadMemory memory = new PayloadMemory(1024 * 1024);
    private final PayloadRoom room = Objects.requireNonNull(memory.open("demo"));
    private final ItemStream items = new ItemStream(taker, room);
    private final List<String> heard = new ArrayList<>();

    private void take(String json) {
        var unused = items.take(new Payload(ContentType.JSON, Buffer.buffer(json)))
                .subscribe()
                .with(_ -> heard.add("took " + json), failure -> heard.add(String.valueOf(failure.getMessage())));
    }

    private void end() {
        var unused = items.end().subscribe().with(_ -> heard.add("end"));
    }

    @Test
    void items_areHandedOnOneAfterTheOther_thenTheEnd() {
        take("1");
        take("2");
        end();
        assertThat(taker.told).containsExactly("begin", "1");

        taker.took();
        assertThat(taker.told).containsExactly("begin", "1", "2");
        assertThat(heard).containsExactly("took 1");

        taker.took();
        assertThat(heard).containsExactly("took 1", "took 2", "end");
    }

    @Test
    void noItems_beginAndEnd() {
        end();

        assertThat(taker.told).containsExactly("begin");
        assertThat(heard).containsExactly("end");
    }

    @Test
    void itemThatWasTaken_makesRoomInTheRequest() {
        String large = "\"" + "x".repeat(300_000) + "\"";
        for (int i = 0; i < 20; i++) {
            assertThat(room.result(large.length())).as("item " + i).isTrue();
            take(large);
            taker.took();
        }

        assertThat(heard).hasSize(20);
    }

    @Test
    void whatComesAfterStop_isNotHandedOn() {
        take("1");
        take("2");
        items.stop();
        taker.took();
        end();

        assertThat(taker.told).containsExactly("begin", "1");
        assertThat(heard).containsExactly("took 1");
    }
}
