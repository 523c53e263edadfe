package io.sluice.router;

import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A chain under way: its steps one after the other, each given what the one before returned. One at a time of its methods
 * runs, but for {@link #cancel}.
 */
final class ChainRun implements UniSubscriber<Reply> {

    private final List<FunctionReference> steps;
    private final Invocation invocation;
    private final Function<Invocation, Uni<Reply>> call;
    private final UniEmitter<? super Reply> emitter;
    private final List<Reply.Step> taken;
    private Invocation current;
    private int step;
    private volatile @Nullable UniSubscription running;
    private volatile boolean cancelled;

    private ChainRun(
            List<FunctionReference> steps,
            Invocation invocation,
            Function<Invocation, Uni<Reply>> call,
            UniEmitter<? super Reply> emitter) {
        this.steps = steps;
        this.invocation = invocation;
        this.call = call;
        this.emitter = emitter;
        this.taken = new ArrayList<>(steps.size());
        this.current = invocation.of(steps.getFirst());
    }

    /** Runs the steps on the invocation's payload, each by the function that makes a single call. */
    static Uni<Reply> of(List<FunctionReference> steps, Invocation invocation, Function<Invocation, Uni<Reply>> call) {
        return Uni.createFrom().emitter(emitter -> {
            ChainRun run = new ChainRun(steps, invocation, call, emitter);
            emitter.onTermination(run::cancel);
            run.next();
        });
    }

    private void next() {
        if (!cancelled) {
            call.apply(current).subscribe().withSubscriber(this);
        }
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        running = subscription;
        if (cancelled) {
            subscription.cancel();
        }
    }

    @Override
    public void onItem(Reply reply) {
        invocation.room().drop(current.payload().size());
        taken.addAll(reply.steps());
        step++;
        if (step == steps.size()) {
            emitter.complete(new Reply(reply.payload(), reply.attributes(), List.copyOf(taken)));
        } else {
            current = invocation.next(steps.get(step), reply);
            next();
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        emitter.fail(failure instanceof InvocationFailure known ? known.within(label()) : failure);
    }

    private String label() {
        ContentType type = current.payload().type();
        return "step " + (step + 1) + " of " + steps.size() + " (" + steps.get(step) + "), given "
                + current.payload().size() + " bytes of " + type.word() + ": ";
    }

    /** Nobody waits for it any more; after its end this does nothing. */
    private void cancel() {
        cancelled = true;
        UniSubscription subscription = running;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
