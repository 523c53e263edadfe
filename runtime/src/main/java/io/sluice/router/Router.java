package io.sluice.router;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.VersionSelector;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs flows: finds each function, checks that it may be called, and sends the call to the function's address on the event
 * bus. Never blocks a thread, never parses a payload; failures are {@link InvocationFailure}s. Cancelling a flow tells the
 * function that runs that nobody waits any more. Safe for use by many threads.
 */
public final class Router {

    private final FunctionRegistry registry;
    private final Flights flights;
    private final KeptCalls keptCalls;
    private final RouterLimits limits;
    private final AccountCalls accountCalls;

    public Router(FunctionRegistry registry, Flights flights, KeptCalls keptCalls, RouterLimits limits) {
        this.registry = registry;
        this.flights = flights;
        this.keptCalls = keptCalls;
        this.limits = limits;
        this.accountCalls = new AccountCalls(limits.accountCalls());
    }

    /** The name of the function that has the id. */
    public Optional<FunctionName> nameOf(UUID id) {
        return registry.findById(id);
    }

    /** A call in progress says that it is about to make so many calls at once; told on where it may make them. */
    public void expect(CallInProgress parent, FunctionReference callee, int atOnce) {
        registry.resolve(callee)
                .filter(new Origin.Inside(parent)::mayCall)
                .ifPresent(version -> flights.expect(parent, version.name(), atOnce));
    }

    /** Runs a flow on the invocation's payload; the invocation's own function is what the flow's steps replace. */
    public Uni<Reply> run(Flow flow, Invocation invocation) {
        return invocation.origin().parent() == null
                ? Uni.createFrom().deferred(() -> fromOutside(flow, invocation))
                : flow(flow, invocation);
    }

    private Uni<Reply> fromOutside(Flow flow, Invocation invocation) {
        String user = invocation.origin().caller().user();
        if (!accountCalls.enter(user)) {
            return Uni.createFrom()
                    .failure(new InvocationFailure.Overloaded(
                            "user '" + user + "' has " + limits.accountCalls()
                                    + " calls under way, the most that an account may have (sluice.router.account-calls)",
                            Duration.ofSeconds(1)));
        }
        RootCall root = invocation.origin().root();
        return flow(flow, invocation).onTermination().invoke(() -> {
            accountCalls.leave(user);
            root.end();
        });
    }

    private Uni<Reply> flow(Flow flow, Invocation invocation) {
        return switch (flow) {
            case Flow.Call call -> call(invocation.of(call.function()));
            case Flow.Chain chain -> chain(chain, invocation);
        };
    }

    private Uni<Reply> chain(Flow.Chain chain, Invocation invocation) {
        List<FunctionReference> steps = chain.steps();
        if (steps.size() > limits.steps()) {
            return Uni.createFrom()
                    .failure(new InvocationFailure.BadRequest(
                            "a chain has at most " + limits.steps() + " steps, had " + steps.size()));
        }
        return steps.size() == 1
                ? call(invocation.of(steps.getFirst()))
                : ChainRun.of(chain, invocation.withoutParts(), flights, this::call);
    }

    private Uni<Reply> call(Invocation invocation) {
        FunctionVersion function = registry.resolve(invocation.function()).orElse(null);
        InvocationFailure refusal = refusal(invocation, function);
        Uni<Reply> reply = refusal != null || function == null
                ? Uni.createFrom().failure(refusal)
                : invocation.origin().parent() == null
                        ? dispatch(invocation, function)
                        : Uni.createFrom().deferred(() -> inside(invocation, function));
        RunRecord above = invocation.origin().record();
        return above == null ? reply : noted(reply, above);
    }

    private Uni<Reply> inside(Invocation invocation, FunctionVersion function) {
        RootCall root = invocation.origin().root();
        if (!root.enter(limits.nestedCalls())) {
            return Uni.createFrom()
                    .failure(new InvocationFailure.Overloaded(
                            "the call has " + limits.nestedCalls()
                                    + " calls under way inside of it, the most that there may"
                                    + " be (sluice.router.nested-calls); make fewer at a time",
                            Duration.ofSeconds(1)));
        }
        return dispatch(invocation, function).onTermination().invoke(root::leave);
    }

    /** A run that got a failure from another may come to another result the next time. */
    private static Uni<Reply> noted(Uni<Reply> reply, RunRecord above) {
        return reply.onFailure().invoke(above::spoil);
    }

    private @Nullable InvocationFailure refusal(Invocation invocation, @Nullable FunctionVersion function) {
        Origin origin = invocation.origin();
        if (function == null) {
            return new InvocationFailure.UnknownFunction(
                    "algorithm algo://" + invocation.function().name() + " not found", hint(invocation));
        }
        if (!origin.mayCall(function)) {
            return new InvocationFailure.NotAllowed(notAllowed(origin, function.name()));
        }
        if (invocation.function().version() instanceof VersionSelector.Build build
                && !origin.isInsider(function.name().owner())) {
            return new InvocationFailure.NotAllowed("builds of '" + function.name()
                    + "' are called by their hash by its owner and members only, was '" + build.hash() + "'");
        }
        if (origin.depth() > limits.depth()) {
            return new InvocationFailure.BadRequest("functions call functions at most " + limits.depth()
                    + " deep; the call of '" + function.name() + "' would be number " + origin.depth());
        }
        return null;
    }

    /** What there is of a function whose version is not there, for those who may know. */
    private @Nullable String hint(Invocation invocation) {
        return registry.find(invocation.function().name())
                .filter(function -> invocation.origin().mayCall(function.latest()))
                .map(function -> "it has no version '" + invocation.function().version() + "'; it has "
                        + function.versionsOpenTo(invocation.origin().caller()).stream()
                                .map(version -> version.version().toString())
                                .toList())
                .orElse(null);
    }

    private static String notAllowed(Origin origin, FunctionName callee) {
        CallInProgress parent = origin.parent();
        if (parent != null && !parent.mayCallOthers()) {
            return "function '" + parent.function() + "' may not call others: permissions.callsOthers is"
                    + " false in its sluice.yaml, or it was published so";
        }
        if (origin.caller().equals(Caller.ANYONE)) {
            return "a function whose results are shared (cache.shared in its sluice.yaml), and what it calls, may call public"
                    + " functions and those of its own owner; '" + callee + "' is private to another";
        }
        if (!origin.caller().rights().mayCall(callee)) {
            return "the key of user '" + origin.caller().user() + "' is for "
                    + origin.caller().rights().functions() + ", not for '" + callee + "'";
        }
        return "user '" + origin.caller().user() + "' may not call '" + callee + "', which is private to its owner";
    }

    private Uni<Reply> dispatch(Invocation invocation, FunctionVersion function) {
        RunRecord above = invocation.origin().record();
        if (above != null) {
            above.called(invocation.function(), function);
        }
        Invocation shown = invocation.wantsOutput()
                        && !invocation.origin().isInsider(function.name().owner())
                ? invocation.withoutOutput()
                : invocation;
        return keptCalls.take(shown, function)
                ? keptCalls.call(shown, function)
                : Uni.createFrom().emitter(emitter -> flights.start(shown, function, above, emitter));
    }
}
