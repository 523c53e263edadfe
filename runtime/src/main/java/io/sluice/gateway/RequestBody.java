package io.sluice.gateway;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's body up to a limit. For use on the request's event loop. */
public final class RequestBody {

    private RequestBody() {}

    /**
     * The whole body; fails with {@link BadRequest} 413 as soon as it is known to be larger than the limit. What a
     * client goes on sending is thrown away.
     */
    public static Uni<Buffer> read(HttpServerRequest request, int limitBytes) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.length() <= 19 && Long.parseLong(length) > limitBytes) {
            return Uni.createFrom().failure(tooLarge(limitBytes, length + " bytes"));
        }
        return Uni.createFrom().emitter(emitter -> {
            Buffer body = Buffer.buffer();
            request.handler(chunk -> {
                if (body.length() + chunk.length() > limitBytes) {
                    request.handler(ignored -> {});
                    emitter.fail(tooLarge(limitBytes, "more"));
                } else {
                    body.appendBuffer(chunk);
                }
            });
            request.exceptionHandler(emitter::fail);
            request.endHandler(end -> emitter.complete(body));
            request.resume();
        });
    }

    private static BadRequest tooLarge(int limitBytes, String was) {
        return new BadRequest(
                413,
                ErrorReply.INVALID_INPUT,
                "a body has at most " + limitBytes + " bytes, was " + was
                        + "; put large input into a file and pass its address");
    }
}
