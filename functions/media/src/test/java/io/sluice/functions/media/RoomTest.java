package io.sluice.functions.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoomTest {

    private static Thread taking(Room room, long pixels, CompletableFuture<Void> taken) {
        return Thread.ofPlatform().daemon().start(() -> {
            room.take(pixels);
            taken.complete(null);
        });
    }

    @Test
    void picture_thatDoesNotFitBesideTheOthers_waitsForThem() throws Exception {
        Room room = new Room(10, 320);
        CompletableFuture<Void> taken = new CompletableFuture<>();
        try (Room.Taken small = room.take(6);
                Room.Taken other = room.take(4)) {
            Thread large = taking(room, 10, taken);
            while (large.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(taken).isNotDone();
        }
        taken.get(10, TimeUnit.SECONDS);
    }

    @Test
    void largestPicture_fits_howeverLittleMemoryThereIs() throws Exception {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        taking(new Room(1_000_000, 1), 1_000_000, taken);

        taken.get(10, TimeUnit.SECONDS);
    }
}
