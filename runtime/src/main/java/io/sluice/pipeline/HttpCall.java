package io.sluice.pipeline;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Map;

/**
 * A request of a pipeline, ready to be sent.
 *
 * @param method in capitals
 * @param body empty where there is none
 * @param redirects whether statuses from 300 to 399 are answers as any other
 */
record HttpCall(String method, String uri, Map<String, String> headers, Buffer body, boolean redirects) {

    HttpCall {
        headers = Map.copyOf(headers);
    }

    /** What is asked, without what may be secret in it. */
    @Override
    public String toString() {
        try {
            URI whole = URI.create(uri);
            int port = whole.getPort();
            return method + " " + whole.getScheme() + "://" + whole.getHost() + (port < 0 ? "" : ":" + port)
                    + whole.getRawPath();
        } catch (IllegalArgumentException e) {
            return method;
        }
    }

    /** A response, whole. */
    record Response(int status, Map<String, String> headers, Buffer body) {}
}
