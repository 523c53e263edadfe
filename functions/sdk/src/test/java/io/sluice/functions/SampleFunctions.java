package io.sluice.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Functions for tests that call them through a binding. */
public final class SampleFunctions {

    /** What the functions have seen happen to them. */
    static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

    /** Lets the functions that wait go on. */
    static volatile CountDownLatch gate = new CountDownLatch(0);

    static volatile Algorithms algorithms = reference -> {
        throw new IllegalStateException("no test has said whom to call");
    };

    static volatile Data data = address -> {
        throw new IllegalStateException("no test has said where data is");
    };

    @Funq
    public String shout(String input) {
        return input.toUpperCase(Locale.ROOT);
    }

    @Funq
    public void swallow(String input) {}

    @Funq
    @NonBlocking
    public byte[] bytes(byte[] input) {
        return input;
    }

    @Funq
    public String thread(String input) {
        return Thread.currentThread().isVirtual()
                ? "virtual"
                : Thread.currentThread().getName();
    }

    @Funq
    @NonBlocking
    public String loopThread(String input) {
        return thread(input);
    }

    @Funq
    public String fail(String type) {
        throw new AlgorithmException("too blue", type);
    }

    @Funq
    public CloudEvent event(CloudEvent input) {
        return CloudEventBuilder.from(input).withType("sample.answered").build();
    }

    @Funq
    public CloudEvent longEvent(String input) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withType("sample")
                .withSource(URI.create("/sample"))
                .withSubject("x".repeat(100_000))
                .build();
    }

    @Funq
    public Map<String, String> headers(@Context FunctionContext context) {
        return context.headers();
    }

    /** Waits for the gate; says when it is interrupted, and returns then too. */
    @Funq
    public String waits(String input) {
        SEEN.add("waits begins");
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            SEEN.add("waits was interrupted");
        }
        return "waited";
    }

    @Funq
    public Uni<String> never(String input) {
        SEEN.add("never begins");
        return Uni.createFrom().<String>nothing().onCancellation().invoke(() -> SEEN.add("never was cancelled"));
    }

    /** Counts without an end, and says what it was asked for. */
    @Funq
    public Multi<Integer> counts(int from) {
        return Multi.createBy()
                .repeating()
                .supplier(() -> new AtomicInteger(from), AtomicInteger::getAndIncrement)
                .indefinitely()
                .invoke(each -> SEEN.add("made " + each))
                .onCancellation()
                .invoke(() -> SEEN.add("counts was cancelled"));
    }

    @Funq
    public Multi<Object> listed(List<Object> items) {
        return Multi.createFrom().iterable(items);
    }

    @Funq
    public Multi<String> failsMidway(String first) {
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(first),
                        Multi.createFrom().failure(new AlgorithmException("too blue", "ColourError")));
    }

    @Funq
    public Multi<Object> unwritable(String input) {
        return Multi.createFrom().items(input, new Object());
    }

    /** Waits for the gate, blocking, before its item. */
    @Funq
    @Blocking
    public Multi<String> waitsToMake(String input) {
        return Multi.createFrom().item(() -> waits(input) + " on " + thread(input));
    }

    @Funq
    public Uni<AlgoResponse> nested(JsonNode input) {
        return algorithms.algo("demo/other").pipe(input);
    }

    @Funq
    public AlgoResponse nestedBlocking(JsonNode input) {
        return algorithms.algo("demo/other@1.2.*").pipe(input).await().atMost(Duration.ofSeconds(20));
    }

    /** Doubles a file's bytes, blocking. */
    @Funq
    public String doubled(String address) {
        byte[] once = data.file(address).await().get();
        byte[] twice = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, twice, once.length, once.length);
        data.file(address + "-twice").await().put(twice);
        return address + "-twice";
    }

    /** How long a file is. */
    @Funq
    public Uni<Integer> length(String address) {
        return data.file(address).get().map(bytes -> bytes.length);
    }
}
