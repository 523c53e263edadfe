package io.sluice.functions;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.ReadySignal;
import io.sluice.contract.payloads.PayloadClient;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This process as an instance of a function: listens when everything of the author has started, says ready, and ends when it is asked
 * to or the runtime is gone. Blocks the threads that start and stop the application, and no other.
 */
@Singleton
final class Instance {

    private static final Logger LOG = Logger.getLogger("io.sluice");
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
    private static final int EXIT_NOT_STARTED = 69;

    private final Vertx vertx;
    private final Surroundings surroundings;
    private final SdkConfig config;
    private final SdkBeans.PayloadMapper payloads;
    private final Binding binding;
    private final CallScope scope;
    private final FrameConnections connections;
    private @Nullable Serving serving;

    @Inject
    Instance(
            Vertx vertx,
            Surroundings surroundings,
            SdkConfig config,
            SdkBeans.PayloadMapper payloads,
            CallScope scope,
            FrameConnections connections) {
        this.vertx = vertx;
        this.surroundings = surroundings;
        this.config = config;
        this.payloads = payloads;
        this.binding = new Binding(
                EntryPoints.of(FunctionRecorder.registry, payloads.mapper()),
                payloads.writer(),
                scope,
                (int) Math.min(MAX_ARRAY, config.maxRequest().asLongValue()),
                surroundings.api().map(PayloadClient::new).orElse(null));
        this.scope = scope;
        this.connections = connections;
    }

    /** Comes after every observer of the author's. */
    void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.TEST && !surroundings.hasRuntime()) {
            return; // A test calls the function's methods; there is nobody to listen for.
        }
        if (surroundings.hasRuntime()) {
            OutputTee.install(scope::output);
        }
        FunctionBeans.connect();
        FunctionBeans.initialise(binding.entryPoints());
        try {
            Serving created = surroundings.frames()
                    ? new FrameServing(vertx, binding, connections, surroundings.concurrency())
                    : new HttpServing(vertx, binding);
            String address = listen(created);
            serving = created;
            if (surroundings.hasRuntime()) {
                sayReady(address, created.frames());
                watchStandardInput();
            } else {
                LOG.infof(
                        "functions %s listen on %s (SLUICE_API is not set: no ready signal, no nested calls)",
                        binding.entryPoints().names(), address.replace("tcp:", "http://" + LOOPBACK + ":"));
            }
        } catch (NotStarted reason) {
            LOG.error("the instance could not start: " + reason.getMessage());
            Runtime.getRuntime().halt(EXIT_NOT_STARTED);
        }
    }

    /** Comes before every observer of the author's: calls in progress may need what those close. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        Duration drain = SelfExit.isUnderWay() ? Duration.ZERO : config.drain();
        if (serving != null && !serving.finish(drain)) {
            LOG.warnf("calls were still in progress after %s: they are cut off", drain);
        }
    }

    private String listen(Serving created) throws NotStarted {
        boolean unix = surroundings.socket().isPresent() && vertx.isNativeTransportEnabled();
        SocketAddress wanted = unix
                ? SocketAddress.domainSocketAddress(surroundings.socket().get())
                : SocketAddress.inetSocketAddress(surroundings.port(), LOOPBACK);
        int port = await(
                "listen on " + wanted,
                created.listen(wanted).toCompletionStage().toCompletableFuture()::get);
        return unix ? "unix:" + surroundings.socket().get() : "tcp:" + port;
    }

    private void sayReady(String address, int frames) throws NotStarted {
        ReadySignal signal = new ReadySignal(
                InstanceProtocol.VERSION, address, binding.entryPoints().names(), frames);
        int status;
        try {
            String api = surroundings.api().orElseThrow();
            status = ReadyPost.send(api + InstanceProtocol.READY_PATH, json(signal), STEP_TIMEOUT);
        } catch (IOException unreachable) {
            throw new NotStarted("could not say ready to the runtime: " + unreachable.getMessage());
        }
        if (status != 204) {
            throw new NotStarted("the runtime answered the ready signal with status " + status + ", not 204");
        }
    }

    /** Field by field: that Jackson looks at the record first would be several milliseconds of each start. */
    private byte[] json(ReadySignal signal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = payloads.mapper().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("protocol", signal.protocol());
            json.writeStringField("address", signal.address());
            json.writeArrayFieldStart("entryPoints");
            for (String entryPoint : signal.entryPoints()) {
                json.writeString(entryPoint);
            }
            json.writeEndArray();
            json.writeNumberField("frames", signal.frames());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private void watchStandardInput() {
        Thread.ofPlatform().daemon().name("standard-input").start(() -> {
            drainStandardInput();
            LOG.info("the runtime is gone (standard input ended): the instance ends");
            Quarkus.asyncExit(0);
            haltAfter(config.drain());
        });
    }

    private static void drainStandardInput() {
        byte[] ignored = new byte[1024];
        try {
            while (System.in.read(ignored) >= 0) {
                // What the runtime writes there means nothing; that it ends does.
            }
        } catch (IOException closed) {
            LOG.debug("standard input is closed", closed);
        }
    }

    /** Ends the process when the author's own shutdown does not. */
    private static void haltAfter(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException sooner) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private static <T> T await(String step, Step<T> future) throws NotStarted {
        try {
            return future.get(STEP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new NotStarted("could not " + step + ": " + failed.getCause());
        } catch (TimeoutException late) {
            throw new NotStarted("could not " + step + " within " + STEP_TIMEOUT.toSeconds() + " s");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new NotStarted("was interrupted while it tried to " + step);
        }
    }

    private interface Step<T> {
        T get(long time, TimeUnit unit) throws ExecutionException, TimeoutException, InterruptedException;
    }

    /** Why this process is of no use; the message goes into the instance's log. */
    private static final class NotStarted extends Exception {

        private static final long serialVersionUID = 1;

        NotStarted(String message) {
            super(message);
        }
    }
}
