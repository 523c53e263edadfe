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

    private final Flow.Chain chain;
    private final List<FunctionReference> steps;
    private final Invocation invocation;
    private final Flights flights;
    private final long number;
    private final Function<Invocation, Uni<Reply>> call;
    private final UniEmitter<? super Reply> emitter;
    private final List<Reply.Step> taken;
    private @Nullable String output;
    private Invocation current;
    private int step;
    private volatile @Nullable UniSubscription running;
    private volatile boolean cancelled;

    private ChainRun(
            Flow.Chain chain,
            Invocation invocation,
            Flights flights,
            Function<Invocation, Uni<Reply>> call,
            UniEmitter<? super Reply> emitter) {
        this.chain = chain;
        this.steps = chain.steps();
        this.flights = flights;
        this.number = flights.nextNumber();
        this.invocation = invocation.from(new Origin.InChain(invocation.origin(), chain, number));
        this.call = call;
        this.emitter = emitter;
        this.taken = new ArrayList<>(steps.size());
        this.current = this.invocation.of(steps.getFirst());
    }

    /** Runs the steps on the invocation's payload, each by the function that makes a single call. */
    static Uni<Reply> of(
            Flow.Chain chain, Invocation invocation, Flights flights, Function<Invocation, Uni<Reply>> call) {
        return Uni.createFrom().emitter(emitter -> {
            ChainRun run = new ChainRun(chain, invocation, flights, call, emitter);
            run.begin();
        });
    }

    private void begin() {
        long now = flights.nanos();
        for (InvocationListener listener : flights.listeners()) {
            listener.chainStarted(number, chain, invocation.origin(), now);
        }
        emitter.onTermination(this::end);
        next();
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
        invocation.room().drop(current.payload());
        taken.addAll(reply.steps());
        written(reply.output());
        step++;
        if (step == steps.size()) {
            emitter.complete(new Reply(reply.payload(), reply.attributes(), List.copyOf(taken), output));
        } else {
            current = invocation.next(steps.get(step), reply);
            next();
        }
    }

    private void written(@Nullable String more) {
        if (more != null) {
            output = output == null ? more : output + more;
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        emitter.fail(failure instanceof InvocationFailure known ? known.within(label()) : failure);
    }

    private String label() {
        ContentType type = current.payload().type();
        return "step " + (step + 1) + " of " + steps.size() + " (" + steps.get(step) + "), given "
                + current.payload().length() + " bytes of " + type.word() + ": ";
    }

    /** It is over, or nobody waits for it any more. */
    private void end() {
        long now = flights.nanos();
        for (InvocationListener listener : flights.listeners()) {
            listener.chainEnded(number, chain, now);
        }
        cancelled = true;
        UniSubscription subscription = running;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
