package io.sluice.functions;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.arc.runtime.ArcRecorder;
import io.quarkus.funqy.runtime.FunctionConstructor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.List;

/** The beans whose methods the functions are. */
final class FunctionBeans {

    private FunctionBeans() {}

    /** Tells Funqy where to get them; its HTTP binding, which we have not, would do so otherwise. */
    static void connect() {
        try {
            FunctionConstructor.CONTAINER = new ArcRecorder().initBeanContainer(Arc.container(), List.of());
        } catch (Exception impossible) {
            throw new IllegalStateException("Funqy could not be connected to the bean container", impossible);
        }
    }

    /**
     * Makes those that live as long as the application, so that a model which a constructor loads is there before the
     * first call.
     */
    static void initialise(EntryPoints entryPoints) {
        ArcContainer container = Arc.container();
        for (Class<?> type : entryPoints.types()) {
            InstanceHandle<?> bean = container.instance(type);
            if (bean.isAvailable() && livesLong(bean.getBean().getScope())) {
                ClientProxy.unwrap(bean.get());
            }
        }
    }

    private static boolean livesLong(Class<? extends Annotation> scope) {
        return scope == ApplicationScoped.class || scope == Singleton.class;
    }
}
