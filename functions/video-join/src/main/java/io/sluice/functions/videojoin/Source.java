package io.sluice.functions.videojoin;

import io.sluice.functions.video.Sound;
import org.jspecify.annotations.Nullable;

/** Where sound comes from, if from anywhere. */
record Source(@Nullable Sound sound) implements AutoCloseable {

    @Override
    public void close() {
        if (sound != null) {
            sound.close();
        }
    }
}
