package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcInitConfig;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.runtime.FunctionRegistry;
import io.quarkus.vertx.runtime.VertxCurrentContextFactory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The parts of an instance around {@link SampleFunctions}, and one event loop for both ends of its connections. */
final class FrameRig implements AutoCloseable {

    static final int SECONDS = 20;
    static final int MAX_REQUEST = 4 * 1024 * 1024;

    static {
        Arc.initialize(ArcInitConfig.builder()
                .setCurrentContextFactory(new VertxCurrentContextFactory())
                .build());
        FunctionBeans.connect();
    }

    final Vertx vertx = Vertx.vertx();
    final ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
    final CallScope scope = new CallScope(new CallOfContext());
    final FrameConnections connections = new FrameConnections();
    final SdkBeans.PayloadMapper payloads = new SdkBeans().payloadMapper(new ObjectMapper());
    final Binding binding =
            new Binding(EntryPoints.of(registry(), payloads.mapper()), payloads.writer(), scope, MAX_REQUEST, null);

    FrameRig() {
        SampleFunctions.SEEN.clear();
        SampleFunctions.algorithms =
                new NestingAlgorithms(new FrameNestedCalls(connections, payloads.mapper()), scope, payloads.writer());
    }

    private static FunctionRegistry registry() {
        FunctionRegistry registry = new FunctionRegistry();
        for (Method method : SampleFunctions.class.getMethods()) {
            if (method.isAnnotationPresent(Funq.class)) {
                String descriptor = MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .descriptorString();
                registry.register(SampleFunctions.class, method.getName(), descriptor, method.getName());
            }
        }
        return registry;
    }

    /** Connects a runtime that has said hello, and has been answered. */
    RuntimeEnd connect() throws Exception {
        RuntimeEnd end = onLoop(() -> new RuntimeEnd(this));
        end.ready.get(SECONDS, TimeUnit.SECONDS);
        return end;
    }

    /** Does it on the event loop, and waits for it. */
    <T> T onLoop(Callable<T> action) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(go -> {
            try {
                done.complete(action.call());
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
        });
        return done.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until one of the functions has seen that. */
    static void awaitSeen(String what) throws InterruptedException {
        String seen = SampleFunctions.SEEN.poll(SECONDS, TimeUnit.SECONDS);
        if (!what.equals(seen)) {
            throw new AssertionError("'" + what + "' was to be seen, but there was " + seen);
        }
    }

    @Override
    public void close() throws Exception {
        SampleFunctions.gate.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /** Stands in for the request-scoped bean, which needs an application around it. */
    private static final class CallOfContext extends CurrentCall {

        private static final String KEY = "call";

        @Override
        void begin(Call begun) {
            context().putLocal(KEY, begun);
        }

        @Override
        @Nullable
        Call get() {
            return context().getLocal(KEY);
        }

        private static Context context() {
            Context current = Vertx.currentContext();
            if (current == null) {
                throw new IllegalStateException("no Vert.x context on " + Thread.currentThread());
            }
            return current;
        }
    }
}
