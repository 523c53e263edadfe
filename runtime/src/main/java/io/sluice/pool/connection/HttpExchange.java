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
import io.sluice.spool.Spool;
import io.sluice.spool.SpooledFile;
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
import java.util.Objects;
import java.util.concurrent.CancellationException;
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
    private volatile @Nullable LargeInput input;
    private volatile @Nullable LargeAnswer output;
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
        SpooledFile file = call.payload().spooled();
        Spool spool = call.room().spool();
        if (file == null || spool == null) {
            ready.send(call.payload().bytes());
        } else {
            sendLarge(ready, file, spool);
        }
    }

    private void sendLarge(HttpClientRequest ready, SpooledFile file, Spool spool) {
        LargeInput sending = new LargeInput(ready, file);
        input = sending;
        var unused = sending.send(spool).subscribe().with(_ -> input = null, this::notSent);
    }

    /** An instance that takes no more has said why, or is lost: that is told by its answer. */
    private void notSent(Throwable failure) {
        if (!(failure instanceof CancellationException)) {
            fail(failure);
            reset();
        }
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
        boolean huge = length != null && length.length() > 9;
        if (huge && !spools(response)) {
            tooLarge();
            return;
        }
        // What is going to be in the spool needs no room here.
        expected = length == null || huge || spools(response) && call.room().spools(Integer.parseInt(length))
                ? 0
                : Math.min(Integer.parseInt(length), connection.connections().resultBytes());
        response.exceptionHandler(this::lost);
        ItemLines lines = connection.dialect().items(response.statusCode(), response.headers());
        if (lines == null) {
            response.handler(chunk -> take(response, chunk));
            response.endHandler(end -> complete(response));
        } else {
            ItemIntake in = ItemIntake.of(call, caller);
            intake = in;
            new HttpItems(response, lines, in, this).begin();
        }
    }

    /** Whether the answer may be larger than memory should hold; a failure may not. */
    private boolean spools(HttpClientResponse response) {
        Spool spool = call.room().spool();
        return spool != null && spool.isOn() && response.statusCode() / 100 == 2;
    }

    private void take(HttpClientResponse response, Buffer chunk) {
        Buffer so = body;
        int size = (so == null ? 0 : so.length()) + chunk.length();
        if (call.room().spools(size) && spools(response)) {
            call.room().drop(size - chunk.length());
            body = null;
            takeLarge(response, so == null ? chunk : so.copy().appendBuffer(chunk));
        } else if (size > connection.connections().resultBytes()) {
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

    private void takeLarge(HttpClientResponse response, Buffer first) {
        Spool spool = Objects.requireNonNull(call.room().spool());
        switch (connection.dialect().read(response.statusCode(), response.headers(), first)) {
            case AnswerReader.Broken broken -> {
                broken(broken.what());
                reset();
            }
            case AnswerReader.Read read -> {
                LargeAnswer answer = new LargeAnswer(response, call.room());
                output = answer;
                Answer.Result result = (Answer.Result) read.answer(); // As its status says.
                var unused = answer.payload(spool, result.payload().type(), first)
                        .subscribe()
                        .with(payload -> complete(result, payload), this::notTaken);
            }
        }
    }

    private void complete(Answer.Result begun, Payload payload) {
        if (settle()) {
            emitter.complete(new Answer.Result(payload, begun.attributes(), begun.output()));
        }
    }

    private void notTaken(Throwable failure) {
        if (failure instanceof CancellationException) {
            lost(new HttpClosedException("its answer was broken off"));
        } else {
            fail(failure);
            reset();
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
            stopLarge();
        }
        return first;
    }

    /** What an instance answers before it has taken all of its input, it answers without the rest. */
    private void stopLarge() {
        LargeInput sending = input;
        if (sending != null) {
            sending.stop();
            reset();
        }
        LargeAnswer taking = output;
        if (taking != null) {
            taking.stop();
        }
    }

    private void reset() {
        HttpClientRequest started = request;
        if (started != null) {
            started.reset();
        }
    }
}
