package io.sluice.router;

import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs flows: finds each function, checks that it may be called, and sends the call to the function's address on the event
 * bus. Never blocks a thread, never parses a payload; failures are {@link InvocationFailure}s. Cancelling a flow tells the
 * function that runs that nobody waits any more. Safe for use by many threads.
 */
public final class Router {

    private final FunctionRegistry registry;
    private final Flights flights;
    private final RouterLimits limits;

    public Router(FunctionRegistry registry, Flights flights, RouterLimits limits) {
        this.registry = registry;
        this.flights = flights;
        this.limits = limits;
    }

    /** Runs a flow on the invocation's payload; the invocation's own function is what the flow's steps replace. */
    public Uni<Reply> run(Flow flow, Invocation invocation) {
        return switch (flow) {
            case Flow.Call call -> call(to(call.function(), invocation));
            case Flow.Chain chain -> chain(chain.steps(), invocation);
        };
    }

    private Uni<Reply> chain(List<FunctionReference> steps, Invocation invocation) {
        if (steps.size() > limits.steps()) {
            return Uni.createFrom()
                    .failure(new InvocationFailure.BadRequest(
                            "a chain has at most " + limits.steps() + " steps, had " + steps.size()));
        }
        Reply start = new Reply(invocation.payload(), invocation.attributes(), List.of());
        Uni<Reply> chained = Uni.createFrom().item(start);
        for (int i = 0; i < steps.size(); i++) {
            int step = i;
            chained = chained.chain(before -> step(steps, step, before, invocation));
        }
        return chained;
    }

    private Uni<Reply> step(List<FunctionReference> steps, int step, Reply before, Invocation invocation) {
        Invocation next = new Invocation(
                invocation.id(),
                steps.get(step),
                before.payload(),
                invocation.room(),
                invocation.origin(),
                invocation.deadline(),
                invocation.trace(),
                before.attributes());
        return call(next)
                .invoke(() -> invocation.room().drop(before.payload().size()))
                .map(after -> new Reply(after.payload(), after.attributes(), append(before.steps(), after.steps())))
                .onFailure(InvocationFailure.class)
                .transform(failure -> ((InvocationFailure) failure).within(stepLabel(steps, step, before)));
    }

    private static String stepLabel(List<FunctionReference> steps, int step, Reply before) {
        ContentType type = before.payload().type();
        return "step " + (step + 1) + " of " + steps.size() + " (" + steps.get(step) + "), given "
                + before.payload().size() + " bytes of " + type.word() + ": ";
    }

    private static List<Reply.Step> append(List<Reply.Step> first, List<Reply.Step> second) {
        List<Reply.Step> all = new ArrayList<>(first.size() + second.size());
        all.addAll(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private static Invocation to(FunctionReference function, Invocation invocation) {
        return new Invocation(
                invocation.id(),
                function,
                invocation.payload(),
                invocation.room(),
                invocation.origin(),
                invocation.deadline(),
                invocation.trace(),
                invocation.attributes());
    }

    private Uni<Reply> call(Invocation invocation) {
        FunctionVersion function = registry.resolve(invocation.function()).orElse(null);
        InvocationFailure refusal = refusal(invocation, function);
        return refusal != null || function == null ? Uni.createFrom().failure(refusal) : dispatch(invocation, function);
    }

    private @Nullable InvocationFailure refusal(Invocation invocation, @Nullable FunctionVersion function) {
        Origin origin = invocation.origin();
        if (function == null) {
            return new InvocationFailure.UnknownFunction("algorithm algo://" + invocation.function() + " not found");
        }
        if (!origin.mayCall(function)) {
            return new InvocationFailure.NotAllowed(notAllowed(origin, function.name()));
        }
        if (origin.depth() > limits.depth()) {
            return new InvocationFailure.BadRequest("functions call functions at most " + limits.depth()
                    + " deep; the call of '" + function.name() + "' would be number " + origin.depth());
        }
        return null;
    }

    private static String notAllowed(Origin origin, FunctionName callee) {
        if (origin instanceof Origin.Inside inside && !inside.parent().mayCallOthers()) {
            return "function '" + inside.parent().function() + "' may not call others: its sluice.yaml says"
                    + " permissions.callsOthers: false";
        }
        return "user '" + origin.caller().user() + "' may not call '" + callee + "', which is private to its owner";
    }

    private Uni<Reply> dispatch(Invocation invocation, FunctionVersion function) {
        return Uni.createFrom().emitter(emitter -> flights.start(invocation, function, emitter));
    }
}
