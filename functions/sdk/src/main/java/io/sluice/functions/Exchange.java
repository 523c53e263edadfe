package io.sluice.functions;

import io.quarkus.arc.InjectableContext.ContextState;
import io.sluice.contract.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call from its first byte to its reply. It is on a Vert.x context of its own; the function runs there or on a
 * virtual thread that carries that context, and may end on any thread. Whoever ends it first, be it the function, its deadline or
 * its caller's departure, ends it for all.
 */
final class Exchange {

    private final Binding binding;
    private final ContextInternal context;
    private final HttpServerRequest request;
    private final Call call;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Cancellation cancellation = new Cancellation();
    private final Buffer body = Buffer.buffer();
    private boolean tooLarge;
    private long timer;
    private volatile @Nullable ContextState scope;

    Exchange(Binding binding, ContextInternal context, HttpServerRequest request, Call call) {
        this.binding = binding;
        this.context = context;
        this.request = request;
        this.call = call;
    }

    /** Reads the body, then calls the function. */
    void begin() {
        binding.inFlight().begin();
        timer = context.setTimer(Math.max(1, call.remaining().toMillis()), fired -> late());
        request.response().closeHandler(closed -> gone());
        request.exceptionHandler(broken -> gone());
        request.handler(this::receive);
        request.endHandler(complete -> run());
    }

    private void receive(Buffer chunk) {
        if (tooLarge || body.length() + chunk.length() > binding.maxRequest()) {
            tooLarge = true; // The rest is read and dropped, so that the caller gets to see the reply.
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void run() {
        if (ended.get()) {
            return;
        }
        if (tooLarge) {
            fail(new AlgorithmException(
                    "the input is larger than " + binding.maxRequest()
                            + " bytes, the most that this function reads (sluice-sdk.max-request)",
                    Failure.INPUT_ERROR));
            return;
        }
        try {
            EntryPoint entryPoint = binding.entryPoints().require(call.function());
            scope = binding.scope().open(call);
            if (entryPoint.blocking()) {
                runOnVirtualThread(entryPoint);
            } else {
                invoke(entryPoint);
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private void runOnVirtualThread(EntryPoint entryPoint) {
        Thread thread = Thread.ofVirtual().name(call.function()).unstarted(() -> {
            ContextInternal before = context.beginDispatch();
            try {
                invoke(entryPoint);
            } finally {
                context.endDispatch(before);
            }
        });
        cancellation.onCancel(thread::interrupt);
        thread.start();
    }

    private void invoke(EntryPoint entryPoint) {
        try {
            var subscription = entryPoint
                    .invoke(call, body)
                    .subscribe()
                    .with(item -> end(() -> Reply.result(item, entryPoint.hasResult(), binding.mapper())), this::fail);
            cancellation.onCancel(subscription::cancel);
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private void late() {
        if (ended.get()) {
            return;
        }
        fail(new AlgorithmException(
                "function '" + call.function() + "' did not end within the time that its caller gave it",
                Failure.TIMEOUT_ERROR));
        cancellation.cancel(); // Last: an interrupted function fails too, and that is not the reason.
    }

    private void gone() {
        if (ended.compareAndSet(false, true)) {
            cancellation.cancel();
            release();
        }
    }

    private void fail(Throwable thrown) {
        boolean fatal = Failures.isFatal(thrown);
        end(() -> Reply.failure(Failures.of(thrown)));
        if (fatal) {
            binding.fatal(thrown);
        }
    }

    private void end(Supplier<Reply> outcome) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Reply reply = replyOf(outcome);
        try {
            closeScope();
        } finally { // A bean of the author's that fails to end does not hold the reply back.
            context.execute(reply, this::send);
        }
    }

    private static Reply replyOf(Supplier<Reply> outcome) {
        try {
            return outcome.get();
        } catch (Throwable unwritable) {
            return Reply.failure(Failures.of(unwritable));
        }
    }

    private void send(Reply reply) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            release();
        } else {
            reply.send(response).onComplete(written -> release());
        }
    }

    private void release() {
        context.owner().cancelTimer(timer);
        closeScope();
        binding.inFlight().end();
    }

    private void closeScope() {
        ContextState open = scope;
        if (open != null) {
            scope = null;
            binding.scope().close(open);
        }
    }
}
