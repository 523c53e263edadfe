package io.sluice.data;

import java.io.IOException;

/** A store of data that does not do its work now, and may do so later. The message names the store and says where to look. */
public final class StoreUnavailable extends IOException {

    private static final long serialVersionUID = 1L;

    StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    StoreUnavailable(String message) {
        super(message);
    }
}
