package io.sluice.contract.payloads;

import io.sluice.contract.ContentType;
import io.sluice.contract.InstanceProtocol;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Gets payloads of calls in progress from the runtime, and hands results in, as streams: a piece of either is in memory at a time.
 * Blocks. Thread-safe.
 */
public final class PayloadClient {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int PIECE = 64 * 1024;

    private final String api;

    /** @param api the address of {@link InstanceProtocol#ENV_API}, a secret: no error of this class contains it */
    public PayloadClient(String api) {
        this.api = api;
    }

    /**
     * Opens a payload.
     *
     * @param token of the call that it belongs to
     */
    public InputStream open(String reference, @Nullable String token) throws IOException {
        HttpURLConnection connection = connect("/" + reference, token);
        require(connection, HttpURLConnection.HTTP_OK, "get");
        return new FilterInputStream(connection.getInputStream()) {
            @Override
            public void close() {
                connection.disconnect();
            }
        };
    }

    /**
     * Reads a payload as a whole; null where it is larger than that.
     *
     * @param token of the call that it belongs to
     */
    public byte @Nullable [] read(String reference, @Nullable String token, int most) throws IOException {
        try (InputStream bytes = open(reference, token)) {
            byte[] whole = bytes.readNBytes(most);
            return bytes.read() < 0 ? whole : null;
        }
    }

    /**
     * Hands a result in, and returns its reference.
     *
     * @param token of the call that it is the result of
     */
    public String post(InputStream result, ContentType type, @Nullable String token) throws IOException {
        HttpURLConnection connection = connect("", token);
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(PIECE);
        connection.setRequestProperty("Content-Type", type.mediaType());
        try {
            try (OutputStream body = connection.getOutputStream()) {
                copy(result, body);
            }
            require(connection, HttpURLConnection.HTTP_CREATED, "take");
            String location = connection.getHeaderField("Location");
            return location.substring(location.lastIndexOf('/') + 1);
        } finally {
            connection.disconnect();
        }
    }

    /** What fails here is the function's stream or the runtime, and each is told as it is. */
    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            to.write(piece, 0, length);
        }
    }

    private HttpURLConnection connect(String path, @Nullable String token) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(api + InstanceProtocol.PAYLOAD_PATH + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        if (token != null) {
            connection.setRequestProperty(InstanceProtocol.TOKEN, token);
        }
        return connection;
    }

    private static void require(HttpURLConnection connection, int wanted, String verb) throws IOException {
        int status = connection.getResponseCode();
        if (status != wanted) {
            String message = connection.getHeaderField("X-Error-Message");
            connection.disconnect();
            throw new IOException("the runtime did not " + verb + " a payload: "
                    + (message == null ? "it answered with status " + status : message));
        }
    }
}
