package io.sluice.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.value.registry.ValueRegistry;
import io.quarkus.vertx.http.HttpServer;

/** Runs until the runtime is told to end; what is said here is said when the HTTP server listens. */
@QuarkusMain
public class Main implements QuarkusApplication {

    private final Lifecycle lifecycle;
    private final ValueRegistry values;

    Main(Lifecycle lifecycle, ValueRegistry values) {
        this.lifecycle = lifecycle;
        this.values = values;
    }

    /** Runs it. What a start failed for is written last of all: there Kubernetes looks for it. */
    public static void main(String... arguments) {
        Quarkus.run(
                Main.class,
                (code, failure) -> {
                    if (failure != null) {
                        System.err.println("sluice: the runtime cannot start: " + StartFailure.reason(failure));
                    }
                    System.exit(code);
                },
                arguments);
    }

    @Override
    public int run(String... args) {
        lifecycle.listening(values.get(HttpServer.HTTP_PORT));
        Quarkus.waitForExit();
        return 0;
    }
}
