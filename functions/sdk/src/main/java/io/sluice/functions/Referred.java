package io.sluice.functions;

import io.sluice.contract.payloads.PayloadClient;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An input that the runtime has, and gives as a stream.
 *
 * @param reference what it is called there
 * @param token of the call that it belongs to
 */
record Referred(
        PayloadClient client, String reference, @Nullable String token) {

    /** Opens it. Blocks. */
    InputStream open() throws IOException {
        return client.open(reference, token);
    }

    /** Reads it as a whole; null where it has more bytes than that. Blocks. */
    byte @Nullable [] read(int most) throws IOException {
        return client.read(reference, token, most);
    }
}
