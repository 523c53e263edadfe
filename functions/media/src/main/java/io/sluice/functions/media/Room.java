package io.sluice.functions.media;

import java.util.concurrent.Semaphore;

/**
 * Room in memory for the pictures that are worked on at the same time, counted in pixels: many small ones, or one of the
 * largest. Thread-safe; who takes room waits for it in turn.
 */
final class Room {

    /** A decoded picture, what is made of it, and what lies between. */
    private static final int BYTES_A_PIXEL = 32;

    private final Semaphore pixels;

    /**
     * @param most how many pixels the largest picture has: there is room for that, whatever the memory
     * @param memory how many bytes pictures may take
     */
    Room(long most, long memory) {
        this.pixels = new Semaphore((int) Math.clamp(memory / BYTES_A_PIXEL, most, Integer.MAX_VALUE), true);
    }

    /** Room for a picture, until it is closed, once. */
    final class Taken implements AutoCloseable {

        private final int taken;

        private Taken(int taken) {
            this.taken = taken;
        }

        @Override
        public void close() {
            pixels.release(taken);
        }
    }

    /** Takes room for a picture of so many pixels, not more than the largest has. */
    Taken take(long wanted) {
        try {
            pixels.acquire((int) wanted);
            return new Taken((int) wanted);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waits for the picture any more", cancelled);
        }
    }
}
