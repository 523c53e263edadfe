package io.sluice.functions.media;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was loaded last of a file, ready. It is told by its bytes, not by its address, which for another caller may name
 * another file. What something else took the place of is closed when nobody uses it any more. Thread-safe.
 *
 * @param <M> what files are loaded to, such as a model
 */
public final class LastLoaded<M extends AutoCloseable> {

    private @Nullable Loaded<M> last;

    private static final class Loaded<M> {

        private final byte[] bytes;
        private final M model;
        private int users;
        private boolean replaced;

        Loaded(byte[] bytes, M model) {
            this.bytes = bytes;
            this.model = model;
        }
    }

    /** The use of what is loaded, until it is closed, once. */
    public final class Use implements AutoCloseable {

        private final Loaded<M> loaded;

        private Use(Loaded<M> loaded) {
            this.loaded = loaded;
        }

        /** What is loaded; not to be closed. */
        public M get() {
            return loaded.model;
        }

        @Override
        public void close() {
            end(loaded);
        }
    }

    /** Those bytes as they are loaded, now or before; calls at the same time wait for one to load them. */
    public synchronized Use of(byte[] wanted, Function<byte[], M> load) {
        Loaded<M> ready = last;
        if (ready == null || !Arrays.equals(ready.bytes, wanted)) {
            ready = new Loaded<>(wanted, load.apply(wanted));
            replace(ready);
        }
        ready.users++;
        return new Use(ready);
    }

    private void replace(Loaded<M> by) {
        Loaded<M> before = last;
        last = by;
        if (before != null) {
            before.replaced = true;
            closeUnused(before);
        }
    }

    private synchronized void end(Loaded<M> loaded) {
        loaded.users--;
        closeUnused(loaded);
    }

    private void closeUnused(Loaded<M> loaded) {
        if (loaded.replaced && loaded.users == 0) {
            try {
                loaded.model.close();
            } catch (Exception e) {
                throw new IllegalStateException("what was loaded can't be closed", e);
            }
        }
    }
}
