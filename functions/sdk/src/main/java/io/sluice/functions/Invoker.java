package io.sluice.functions;

import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.ValueInjector;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Calls a function as Funqy's own invoker does, but for the {@code Uni} that it puts around every result. */
final class Invoker extends FunctionInvoker {

    /** A second one for the function of the other. */
    Invoker(FunctionInvoker found) {
        super(found.getName(), found.getTargetClass(), found.getMethod());
    }

    /**
     * What the function returns, be it a {@code Uni} or a {@code Multi}.
     *
     * @throws InvocationTargetException what it throws
     */
    @Nullable
    Object call(FunqyServerRequest request) throws InvocationTargetException, IllegalAccessException {
        Object[] arguments = arguments(request);
        return method.invoke(constructor.construct(), arguments);
    }

    @SuppressWarnings("NullAway") // Funqy has no nullness annotations; without parameters it has no injectors.
    private Object[] arguments(FunqyServerRequest request) {
        if (parameterInjectors == null) {
            return new Object[0];
        }
        Object[] arguments = new Object[parameterInjectors.size()];
        int i = 0;
        for (ValueInjector injector : parameterInjectors) {
            arguments[i++] = injector.extract(request);
        }
        return arguments;
    }
}
