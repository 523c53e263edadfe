package io.sluice.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.contract.InstanceProtocol;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files of the runtime by HTTP, streamed in both directions. Thread-safe. */
final class DataClient {

    private static final int OK = 2;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final long MOST_OF_AN_ERROR = 1 << 16;

    private final RuntimeClient client;
    private final FileSystem files;
    private final ObjectMapper mapper;
    private final long most;

    /** @param most how many bytes are read into memory */
    DataClient(RuntimeClient client, FileSystem files, ObjectMapper mapper, long most) {
        this.client = client;
        this.files = files;
        this.mapper = mapper;
        this.most = most;
    }

    /**
     * What all requests have.
     *
     * @param token of the call that it is made in, or null
     * @param within what is left of that call's time
     */
    record Request(DataAddress address, @Nullable String token, Duration within) {

        static Request of(DataAddress address, @Nullable Call parent) {
            return parent == null
                    ? new Request(address, null, Call.DEFAULT_TIMEOUT)
                    : new Request(address, parent.token(), parent.remaining());
        }

        MultiMap headers() {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            if (token != null) {
                headers.set(InstanceProtocol.TOKEN, token);
            }
            return headers;
        }
    }

    Uni<byte[]> bytes(Request request) {
        return ask(request, HttpMethod.GET, HttpClientRequest::send, response -> body(request, response, most)
                .map(Buffer::getBytes));
    }

    /** Opens the local file first: a response that nobody listens to in the meantime could break unseen. */
    Uni<Path> download(Request request, Path local) {
        OpenOptions options = new OpenOptions().setWrite(true).setCreate(true).setTruncateExisting(true);
        return Uni.createFrom()
                .completionStage(() -> files.open(local.toString(), options).toCompletionStage())
                .onFailure()
                .transform(unwritable -> DataFailure.broken(request.address().text(), unwritable))
                .chain(file -> save(request, file, local));
    }

    private Uni<Path> save(Request request, AsyncFile file, Path local) {
        return ask(request, HttpMethod.GET, HttpClientRequest::send, response -> response.pipeTo(file))
                .replaceWith(local)
                .onFailure()
                .call(() -> discard(file, local))
                .onCancellation()
                .call(() -> discard(file, local));
    }

    private Uni<Void> discard(AsyncFile file, Path local) {
        return Uni.createFrom().completionStage(() -> closed(file)
                .compose(closed -> files.delete(local.toString()))
                .otherwiseEmpty()
                .toCompletionStage());
    }

    /** A file that is closed already says so by throwing. */
    private static Future<Void> closed(AsyncFile file) {
        return Future.succeededFuture().compose(now -> file.close()).otherwiseEmpty();
    }

    Uni<Void> upload(Request request, byte[] bytes) {
        return ask(request, HttpMethod.PUT, put -> put.send(Buffer.buffer(bytes)), DataClient::done);
    }

    Uni<Void> upload(Request request, Path local) {
        return ask(request, HttpMethod.PUT, put -> send(put, local), DataClient::done);
    }

    private Future<HttpClientResponse> send(HttpClientRequest request, Path local) {
        return files.open(local.toString(), new OpenOptions().setWrite(false))
                .compose(file -> request.send(file).onComplete(sent -> file.close()));
    }

    Uni<Void> delete(Request request) {
        return ask(request, HttpMethod.DELETE, HttpClientRequest::send, DataClient::done);
    }

    Uni<Boolean> exists(Request request) {
        return exchange(request, HttpMethod.HEAD, HttpClientRequest::send, response -> {
            int status = response.statusCode();
            if (status / 100 == OK || status == NOT_FOUND) {
                return Future.succeededFuture(status != NOT_FOUND);
            }
            return Future.failedFuture(DataFailure.refused(request.address().text(), status, meaning(status)));
        });
    }

    /** What the answer to a HEAD means, which has no words with it. */
    private static String meaning(int status) {
        return status == FORBIDDEN
                ? "the caller, on whose behalf data are asked for, may not read it"
                : "the runtime answered with status " + status;
    }

    private static Future<Void> done(HttpClientResponse response) {
        return response.end();
    }

    /** An exchange whose answer must be that it is done. */
    private <T> Uni<T> ask(
            Request request,
            HttpMethod method,
            Function<HttpClientRequest, Future<HttpClientResponse>> sending,
            Function<HttpClientResponse, Future<T>> receiving) {
        return exchange(
                request,
                method,
                sending,
                response -> response.statusCode() / 100 == OK ? receiving.apply(response) : refusal(request, response));
    }

    private <T> Uni<T> exchange(
            Request request,
            HttpMethod method,
            Function<HttpClientRequest, Future<HttpClientResponse>> sending,
            Function<HttpClientResponse, Future<T>> receiving) {
        DataAddress address = request.address();
        return client.exchange(method, address.path(), request.headers(), request.within(), sending, receiving)
                .onFailure(TimeoutException.class)
                .transform(late -> DataFailure.late(address.text(), request.within()))
                .onFailure(failure -> !(failure instanceof DataFailure))
                .transform(broken -> DataFailure.broken(address.text(), broken));
    }

    private <T> Future<T> refusal(Request request, HttpClientResponse response) {
        return body(request, response, MOST_OF_AN_ERROR)
                .compose(body -> Future.failedFuture(DataFailure.refused(
                        request.address().text(), response.statusCode(), reason(body, response.statusCode()))));
    }

    private String reason(Buffer body, int status) {
        JsonNode error = tree(body).path("error");
        String hint = error.path("hint").asText("");
        String message = hint.isEmpty() ? error.path("message").asText("") : hint;
        return message.isEmpty() ? "the runtime answered with status " + status : message;
    }

    private JsonNode tree(Buffer body) {
        try {
            return mapper.readTree(body.getBytes());
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static Future<Buffer> body(Request request, HttpClientResponse response, long most) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        response.handler(piece -> {
            if (body.length() + (long) piece.length() <= most) {
                body.appendBuffer(piece);
            } else if (whole.tryFail(DataFailure.tooLarge(request.address().text(), most))) {
                response.request().reset();
            }
        });
        return whole.future();
    }
}
