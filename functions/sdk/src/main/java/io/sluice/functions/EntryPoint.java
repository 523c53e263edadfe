package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.FunqyServerResponse;
import io.quarkus.funqy.runtime.RequestContext;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * One function of Funqy's registry, and how it is called.
 *
 * @param blocking whether it may block, and so runs on a virtual thread; it runs on the event loop otherwise
 */
record EntryPoint(FunctionInvoker invoker, InputReader input, boolean blocking) {

    static EntryPoint of(FunctionInvoker invoker, ObjectMapper mapper) {
        return new EntryPoint(invoker, InputReader.of(invoker.getInputType(), mapper), mayBlock(invoker.getMethod()));
    }

    private static boolean mayBlock(Method method) {
        if (has(method, Blocking.class) || has(method, RunOnVirtualThread.class)) {
            return true;
        }
        return !has(method, NonBlocking.class) && !Uni.class.isAssignableFrom(method.getReturnType());
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
     * @return its result, still to come where it returns a {@code Uni}
     */
    Uni<?> invoke(Call call, Buffer body) {
        Response response = new Response();
        invoker.invoke(new Request(call, body), response);
        return response.getOutput();
    }

    private final class Request implements FunqyServerRequest {

        private final Call call;
        private final Buffer body;

        Request(Call call, Buffer body) {
            this.call = call;
            this.body = body;
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
            return input.read(call.requestHeaders(), body);
        }
    }

    private static final class Response implements FunqyServerResponse {

        private @Nullable Uni<?> output;

        @Override
        public Uni<?> getOutput() {
            return output == null ? Uni.createFrom().nullItem() : output;
        }

        @Override
        public void setOutput(Uni<?> output) {
            this.output = output;
        }
    }
}
