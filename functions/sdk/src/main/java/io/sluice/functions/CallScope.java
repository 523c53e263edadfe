package io.sluice.functions;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens a CDI request context for each call and finds the call of the one that is active. */
@Singleton
@Unremovable
final class CallScope implements FunctionContext {

    private final CurrentCall current;

    @Inject
    CallScope(CurrentCall current) {
        this.current = current;
    }

    /**
     * Activates a new request context for the call, on the Vert.x context of this thread; {@link #close} ends it, once,
     * from any thread.
     */
    ContextState open(Call call) {
        ManagedContext requests = Arc.container().requestContext();
        ContextState state = requests.activate();
        current.begin(call);
        return state;
    }

    void close(ContextState state) {
        Arc.container().requestContext().destroy(state);
    }

    /** The call in progress here, or null outside of one. */
    @Nullable
    Call find() {
        return Arc.container().requestContext().isActive() ? current.get() : null;
    }

    /** What takes what is written here now, or null. */
    @Nullable
    CallOutput output() {
        Call call = find();
        return call == null ? null : call.output();
    }

    private Call call() {
        Call call = find();
        if (call == null) {
            throw new IllegalStateException("no call is in progress on this thread: FunctionContext speaks of a call,"
                    + " so use it in a function, a stage of its Uni, or a managed executor");
        }
        return call;
    }

    @Override
    public String function() {
        return call().function();
    }

    @Override
    public String invocation() {
        return call().invocation();
    }

    @Override
    public Duration remaining() {
        return call().remaining();
    }

    @Override
    public Optional<String> traceParent() {
        return call().traceParent();
    }

    @Override
    public Map<String, String> headers() {
        return call().headers();
    }
}
