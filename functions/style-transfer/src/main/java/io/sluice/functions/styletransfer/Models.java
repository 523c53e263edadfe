package io.sluice.functions.styletransfer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The model that was used last, ready. It is told by its bytes, not by its address, which for another caller may name
 * another file. A model that another one took the place of is closed when nobody uses it any more. Thread-safe.
 */
final class Models {

    private @Nullable Loaded last;

    /** A model and those who use it now. */
    private static final class Loaded {

        private final byte[] bytes;
        private final StyleModel model;
        private int users;
        private boolean replaced;

        Loaded(byte[] bytes, StyleModel model) {
            this.bytes = bytes;
            this.model = model;
        }
    }

    /** The use of a model, until it is closed, once. */
    final class Use implements AutoCloseable {

        private final Loaded loaded;

        private Use(Loaded loaded) {
            this.loaded = loaded;
        }

        StyleModel model() {
            return loaded.model;
        }

        @Override
        public void close() {
            end(loaded);
        }
    }

    /** The model that those bytes are. */
    synchronized Use of(byte[] wanted, String name) {
        Loaded ready = last;
        if (ready == null || !Arrays.equals(ready.bytes, wanted)) {
            ready = new Loaded(wanted, StyleModel.load(wanted, name));
            replace(ready);
        }
        ready.users++;
        return new Use(ready);
    }

    private void replace(Loaded by) {
        Loaded before = last;
        last = by;
        if (before != null) {
            before.replaced = true;
            closeUnused(before);
        }
    }

    private synchronized void end(Loaded loaded) {
        loaded.users--;
        closeUnused(loaded);
    }

    private static void closeUnused(Loaded loaded) {
        if (loaded.replaced && loaded.users == 0) {
            loaded.model.close();
        }
    }
}
