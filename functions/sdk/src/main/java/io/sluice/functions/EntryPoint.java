package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.RequestContext;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One function of Funqy's registry, and how it is called.
 *
 * @param streams whether it takes its input as a stream
 * @param blocking whether it may block, and so runs on a virtual thread; it runs on the event loop otherwise
 * @param threads makes those virtual threads
 */
record EntryPoint(Invoker invoker, InputReader input, boolean streams, boolean blocking, ThreadFactory threads) {

    static EntryPoint of(FunctionInvoker found, ObjectMapper mapper) {
        boolean streams = found.getInputType() == InputStream.class;
        return new EntryPoint(
                new Invoker(found),
                InputReader.of(streams ? byte[].class : found.getInputType(), mapper),
                streams,
                streams || mayBlock(found.getMethod()), // Who reads a stream waits for it.
                Thread.ofVirtual().name(found.getName()).factory());
    }

    private static boolean mayBlock(Method method) {
        if (has(method, Blocking.class) || has(method, RunOnVirtualThread.class)) {
            return true;
        }
        Class<?> result = method.getReturnType();
        return !has(method, NonBlocking.class)
                && !Uni.class.isAssignableFrom(result)
                && !Multi.class.isAssignableFrom(result);
    }

    private static boolean has(Method method, Class<? extends Annotation> annotation) {
        return method.isAnnotationPresent(annotation)
                || method.getDeclaringClass().isAnnotationPresent(annotation);
    }

    String name() {
        return invoker.getName();
    }

    boolean hasResult() {
        return invoker.hasOutput();
    }

    /**
     * Calls the function on this thread, in the CDI request context that is active.
     *
     * @return its result, or the {@code Uni} or {@code Multi} that will have it
     */
    @Nullable
    Object invoke(Call call, Input payload) throws InvocationTargetException, IllegalAccessException {
        return invoker.call(new Request(call, payload));
    }

    private final class Request implements FunqyServerRequest {

        private final Call call;
        private final Input payload;

        Request(Call call, Input payload) {
            this.call = call;
            this.payload = payload;
        }

        @Override
        public RequestContext context() {
            RequestContext context = new RequestContextImpl();
            context.setContextData(FunctionContext.class, call);
            return context;
        }

        @Override
        @SuppressWarnings("NullAway") // Funqy has no nullness annotations; a function may take null.
        public Object extractInput(Class type) {
            return switch (payload) {
                case Input.Held held when streams -> new ByteArrayInputStream(held.bytes());
                case Input.Held held -> input.read(call, held.bytes());
                case Input.Streamed streamed -> streamed.bytes();
            };
        }
    }
}
