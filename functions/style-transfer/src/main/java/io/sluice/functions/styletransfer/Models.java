package io.sluice.functions.styletransfer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The model that was used last, ready. It is told by its bytes, not by its address, which for another caller may name
 * another file. Thread-safe; no more than one call at a time uses it.
 */
final class Models {

    private byte[] bytes = new byte[0];
    private @Nullable StyleModel model;

    /** The model that those bytes are; the one before is closed when it was another. */
    synchronized StyleModel of(byte[] wanted, String name) {
        StyleModel ready = model;
        if (ready != null && Arrays.equals(bytes, wanted)) {
            return ready;
        }
        StyleModel loaded = StyleModel.load(wanted, name);
        if (ready != null) {
            ready.close();
        }
        model = loaded;
        bytes = wanted;
        return loaded;
    }
}
