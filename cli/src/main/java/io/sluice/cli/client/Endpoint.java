package io.sluice.cli.client;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A runtime and how it is spoken to.
 *
 * @param url its base address
 * @param key the API key, or null for none
 * @param ca the file with the certificates that it is trusted by, or null for those that the JDK trusts
 * @param patience for how long a request is tried again while the runtime is away; zero: not at all
 */
public record Endpoint(
        String url, @Nullable String key, @Nullable Path ca, Duration patience) {

    public Endpoint {
        url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** One that is spoken to without a wait, and trusted as the JDK trusts. */
    public static Endpoint of(String url, @Nullable String key) {
        return new Endpoint(url, key, null, Duration.ZERO);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return url;
    }
}
