package io.sluice.pool.connection;

import static io.sluice.pool.connection.LostCall.label;

import io.sluice.contract.ContentType;
import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.TraceContext;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolFailure.ResultTooLarge;
import io.sluice.pool.PoolFailure.TimedOut;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through an instance, settled once: by an answer, a failure, its time-out or its cancellation. All
 * but the first two reset the connection, which tells the function.
 */
final class HttpExchange implements HttpItems.Receiver {

    private static final CharSequence INVOCATION = HttpHeaders.createOptimized(InstanceProtocol.INVOCATION);
    private static final CharSequence TOKEN = HttpHeaders.createOptimized(InstanceProtocol.TOKEN);
    private static final CharSequence TIMEOUT = HttpHeaders.createOptimized(InstanceProtocol.TIMEOUT);
    private static final CharSequence TRACE_PARENT = HttpHeaders.createOptimized("traceparent");
    private static final CharSequence TRACE_STATE = HttpHeaders.createOptimized("tracestate");
    private static final CharSequence BAGGAGE = HttpHeaders.createOptimized("baggage");

    private final HttpConnection connection;
    private final ConnectedInstance instance;
    private final Call call;
    private final UniEmitter<? super Answer> emitter;
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicBoolean losing = new AtomicBoolean();
    private long timer;
    private volatile @Nullable HttpClientRequest request;
    private final @Nullable ContextInternal caller = ContextInternal.current();
    private volatile @Nullable ItemIntake intake;
    private @Nullable Buffer body;
    private boolean gathering;
    private int expected;

    HttpExchange(HttpConnection connection, Call call, UniEmitter<? super Answer> emitter) {
        this.connection = connection;
        this.instance = connection.instance();
        this.call = call;
        this.emitter = emitter;
    }

    void begin() {
        instance.calls().begin(call);
        emitter.onTermination(this::cancelled);
        timer = connection
                .connections()
                .vertx()
                .setTimer(Math.max(1, call.timeout().toMillis()), id -> timedOut());
        connection.client().request(connection.request(call)).onComplete(this::connected);
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        if (result.failed()) {
            lost(result.cause());
            return;
        }
        HttpClientRequest ready = result.result();
        request = ready;
        if (settled.get()) {
            ready.reset();
            return;
        }
        try {
            addHeaders(ready);
        } catch (IllegalArgumentException e) {
            ready.reset();
            broken("a header of the call is not one of HTTP: " + e.getMessage());
            return;
        }
        ready.response().onSuccess(this::answered).onFailure(this::lost);
        ready.send(call.payload().bytes());
    }

    private void addHeaders(HttpClientRequest to) {
        to.putHeader(INVOCATION, call.invocation());
        to.putHeader(TOKEN, call.token());
        to.putHeader(TIMEOUT, Long.toString(call.timeout().toMillis()));
        if (call.payload().type() != ContentType.VOID) {
            to.putHeader(HttpHeaders.CONTENT_TYPE, call.payload().type().mediaType());
        }
        TraceContext trace = call.trace();
        to.putHeader(TRACE_PARENT, trace.traceParent());
        if (trace.state() != null) {
            to.putHeader(TRACE_STATE, trace.state());
        }
        if (trace.baggage() != null) {
            to.putHeader(BAGGAGE, trace.baggage());
        }
        call.attributes().forEach(to::putHeader);
    }

    private void answered(HttpClientResponse response) {
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.length() > 9) {
            tooLarge();
            return;
        }
        expected = length == null
                ? 0
                : Math.min(Integer.parseInt(length), connection.connections().resultBytes());
        response.exceptionHandler(this::lost);
        ItemLines lines = connection.dialect().items(response.statusCode(), response.headers());
        if (lines == null) {
            response.handler(this::take);
            response.endHandler(end -> complete(response));
        } else {
            ItemIntake in = ItemIntake.of(call, caller);
            intake = in;
            new HttpItems(response, lines, in, this).begin();
        }
    }

    private void take(Buffer chunk) {
        Buffer so = body;
        int size = (so == null ? 0 : so.length()) + chunk.length();
        if (size > connection.connections().resultBytes()) {
            tooLarge();
        } else if (!call.room().result(chunk.length())) {
            noRoom();
        } else if (!settled.get()) {
            body = so == null ? chunk : joined(so, chunk);
        }
    }

    @Override
    public boolean hasRoomFor(Payload item, int here) {
        if (here + item.size() > connection.connections().resultBytes()) {
            tooLarge();
        } else if (!call.room().result(item.size())) {
            noRoom();
        }
        return !settled.get();
    }

    @Override
    public void refused(Throwable why) {
        broken(String.valueOf(why.getMessage()));
        reset();
    }

    @Override
    public void ended(Payload rest) {
        if (settle()) {
            emitter.complete(new Answer.Result(rest, Map.of()));
        }
    }

    /** The usual answer comes in one piece and is passed on as it is; of more, the first is copied, once. */
    private Buffer joined(Buffer so, Buffer chunk) {
        Buffer all = gathering
                ? so
                : Buffer.buffer(Math.max(expected, 2 * (so.length() + chunk.length())))
                        .appendBuffer(so);
        gathering = true;
        return all.appendBuffer(chunk);
    }

    private void complete(HttpClientResponse response) {
        if (settled.get()) {
            return;
        }
        Buffer bytes = body == null ? Buffer.buffer() : body;
        switch (connection.dialect().read(response.statusCode(), response.headers(), bytes)) {
            case AnswerReader.Read read -> {
                if (settle()) {
                    emitter.complete(read.answer());
                }
            }
            case AnswerReader.Broken broken -> broken(broken.what());
        }
    }

    private void noRoom() {
        fail(LostCall.noRoom(instance));
        reset();
    }

    private void tooLarge() {
        fail(new ResultTooLarge(label(instance) + "its result is larger than the "
                + connection.connections().resultBytes() + " bytes that results may have"));
        reset();
    }

    private void timedOut() {
        if (settle()) {
            reset();
            emitter.fail(new TimedOut(
                    label(instance) + "no answer within " + call.timeout().toMillis() + " ms"));
        }
    }

    private void cancelled() {
        if (settle()) {
            reset();
        }
    }

    /** The connection broke: because the instance ended, which may be known a moment later, or wrote rubbish. */
    private void lost(Throwable cause) {
        if (settled.get() || !losing.compareAndSet(false, true)) {
            return;
        }
        if (!(cause instanceof IOException || cause instanceof HttpClosedException)) {
            broken("what it answered is not HTTP: " + cause.getMessage());
            return;
        }
        LostCall.explain(instance, "it closed the connection without an answer", this::fail);
    }

    private void broken(String what) {
        connection.connections().fault(instance, what);
        fail(LostCall.broken(instance, what));
    }

    private void fail(Throwable failure) {
        if (settle()) {
            emitter.fail(failure);
        }
    }

    private boolean settle() {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            ItemIntake in = intake;
            if (in != null) {
                in.stop();
            }
            connection.connections().vertx().cancelTimer(timer);
            instance.calls().end(call);
        }
        return first;
    }

    private void reset() {
        HttpClientRequest started = request;
        if (started != null) {
            started.reset();
        }
    }
}
