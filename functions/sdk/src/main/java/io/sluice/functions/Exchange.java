package io.sluice.functions;

import io.quarkus.arc.InjectableContext.ContextState;
import io.sluice.contract.Failure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One call from its whole input to its reply, however it came. It has a Vert.x context of its own; the function runs on
 * that context's event loop or on a virtual thread that carries the context, and may end on any thread. Whoever ends it
 * first, be it the function, its deadline or its caller's departure, ends it for all.
 */
abstract class Exchange {

    private static final Logger LOG = Logger.getLogger("io.sluice");

    /** The most items of a list that is sent whole. */
    private static final int MOST_LISTED = 100_000;

    private final Binding binding;
    private final ContextInternal context;
    private final Call call;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Cancellation cancellation = new Cancellation();
    private volatile @Nullable ContextState scope;
    private volatile @Nullable InputStream reading;

    Exchange(Binding binding, ContextInternal context, Call call) {
        this.binding = binding;
        this.context = context;
        this.call = call;
    }

    /** Called once, on any thread, unless the caller has gone. */
    abstract void answer(Reply reply);

    final Binding binding() {
        return binding;
    }

    final ContextInternal context() {
        return context;
    }

    final Call call() {
        return call;
    }

    /** Calls the function with that input; on the event loop. */
    final void run(byte[] input) {
        if (ended.get()) {
            return;
        }
        try {
            EntryPoint entryPoint = binding.entryPoints().require(call.function());
            if (entryPoint.blocking()) {
                start(entryPoint, () -> invoke(entryPoint, new Input.Held(input)));
            } else {
                invoke(entryPoint, new Input.Held(input));
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private void start(EntryPoint entryPoint, Runnable work) {
        Thread thread = entryPoint.threads().newThread(work);
        cancellation.onCancel(thread::interrupt);
        thread.start();
    }

    /** Calls the function with an input that has to be got first; on the event loop. */
    final void run(Referred input) {
        try {
            EntryPoint entryPoint = binding.entryPoints().require(call.function());
            start(entryPoint, () -> get(entryPoint, input));
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private void get(EntryPoint entryPoint, Referred input) {
        try {
            if (entryPoint.streams()) {
                InputStream bytes = input.open();
                reading = bytes;
                invoke(entryPoint, new Input.Streamed(bytes));
            } else {
                byte[] whole = input.read(binding.maxRequest());
                context.runOnContext(go -> runWhole(whole));
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private void runWhole(byte @Nullable [] whole) {
        if (whole == null) {
            tooLarge();
        } else {
            run(whole);
        }
    }

    private void invoke(EntryPoint entryPoint, Input input) {
        ContextInternal before = context.beginDispatch();
        try {
            scope = binding.scope().open(call);
            if (ended.get()) {
                closeScope(); // Who ended it meanwhile found none to close.
                return;
            }
            returned(entryPoint, entryPoint.invoke(call, input));
        } catch (Throwable thrown) {
            fail(thrown);
        } finally {
            context.endDispatch(before);
        }
    }

    private void returned(EntryPoint entryPoint, @Nullable Object value) {
        if (value instanceof Uni<?> pending) {
            var subscription = pending.subscribe().with(item -> succeed(entryPoint, item), this::fail);
            cancellation.onCancel(subscription::cancel);
        } else if (value instanceof Multi<?> items) {
            cancellation.onCancel(take(entryPoint, items));
        } else {
            succeed(entryPoint, value);
        }
    }

    /**
     * Takes the items that a function makes: as a list, where they can't go to the caller one by one.
     *
     * @return ends that
     */
    Runnable take(EntryPoint entryPoint, Multi<?> items) {
        return items.select()
                .first(MOST_LISTED + 1L)
                .collect()
                .asList()
                .subscribe()
                .with(list -> listed(entryPoint, list), this::fail)::cancel;
    }

    private void listed(EntryPoint entryPoint, List<?> list) {
        if (list.size() > MOST_LISTED) {
            fail(new AlgorithmException(
                    "function '" + call.function() + "' makes more than " + MOST_LISTED
                            + " items, and a list that is sent whole has no more",
                    Failure.ALGORITHM_ERROR));
        } else {
            succeed(entryPoint, list);
        }
    }

    /** Where the function may be asked for an item: here, or on a thread of its own where it may block. */
    final ItemSender.Asking asking(EntryPoint entryPoint) {
        return question -> {
            if (!entryPoint.blocking()) {
                inContext(question);
                return () -> {};
            }
            Thread thread = entryPoint.threads().newThread(() -> inContext(question));
            thread.start();
            return thread::interrupt;
        };
    }

    private void inContext(Runnable task) {
        ContextInternal before = context.beginDispatch();
        try {
            task.run();
        } finally {
            context.endDispatch(before);
        }
    }

    final boolean isOver() {
        return ended.get();
    }

    /** The time that the caller gave is over; on the event loop. */
    final void late() {
        if (ended.get()) {
            return;
        }
        fail(new AlgorithmException(
                "function '" + call.function() + "' did not end within the time that its caller gave it",
                Failure.TIMEOUT_ERROR));
        cancellation.cancel(); // Last: an interrupted function fails too, and that is not the reason.
    }

    /** The caller waits no more; true when nothing had ended the call before. */
    final boolean gone() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            cancellation.cancel();
            closeScope();
        }
        return first;
    }

    /** The input was too large to be read. */
    final void tooLarge() {
        fail(new AlgorithmException(
                "the input is larger than " + binding.maxRequest()
                        + " bytes, the most that this function reads (sluice-sdk.max-request); one that takes an"
                        + " InputStream reads any",
                Failure.INPUT_ERROR));
    }

    private void succeed(EntryPoint entryPoint, @Nullable Object value) {
        if (!(value instanceof InputStream result)) {
            end(() -> Reply.result(value, entryPoint.hasResult(), binding.writer()));
        } else if (Thread.currentThread().isVirtual()) {
            handIn(result);
        } else {
            start(entryPoint, () -> inContext(() -> handIn(result)));
        }
    }

    /** The call is in progress until its result has been read: that is when most of the function runs, perhaps. */
    private void handIn(InputStream result) {
        try (result) {
            Payload payload = streamed(result);
            end(() -> Reply.of(payload));
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    /** What a result becomes that is a stream; blocks. */
    abstract Payload streamed(InputStream result) throws IOException;

    final void fail(Throwable thrown) {
        boolean fatal = Failures.isFatal(thrown);
        end(() -> Reply.failure(Failures.of(thrown)));
        if (fatal) {
            binding.fatal(Failures.unwrap(thrown));
        }
    }

    final void end(Supplier<Reply> outcome) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Reply reply = replyOf(outcome);
        try {
            closeScope();
        } finally { // A bean of the author's that fails to end does not hold the reply back.
            answer(reply);
        }
    }

    private static Reply replyOf(Supplier<Reply> outcome) {
        try {
            return outcome.get();
        } catch (Throwable unwritable) {
            return Reply.failure(Failures.of(unwritable));
        }
    }

    /** What the function reads from is closed too: not before, as a result may be read from it. */
    private void closeScope() {
        InputStream input = reading;
        if (input != null) {
            reading = null;
            close(input);
        }
        ContextState open = scope;
        if (open != null) {
            scope = null;
            binding.scope().close(open);
        }
    }

    private static void close(InputStream input) {
        try {
            input.close();
        } catch (IOException e) {
            LOG.debugf("an input could not be closed: %s", e.getMessage());
        }
    }
}
