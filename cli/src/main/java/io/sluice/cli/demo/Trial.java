package io.sluice.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.api.FunctionDescription;
import io.sluice.contract.api.FunctionStats;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Calls pipelines at given times and takes the time of each. */
final class Trial {

    private static final String IDLE = "sluice_idle_gigabyte_seconds_total";

    private final RuntimeClient client;
    private final List<Pipeline> pipelines;
    private final Consumer<String> note;

    /**
     * What came of it.
     *
     * @param millis how long the requests of each pipeline took
     * @param stats of all functions
     * @param startCpuMillis what the processors did for the first start of all functions of a pipeline
     */
    record Outcome(
            Map<Pipeline, List<Double>> millis,
            List<FunctionStats> stats,
            double idleGigabyteSeconds,
            Map<Pipeline, Double> startCpuMillis) {

        /** How long the requests of a pipeline took. */
        List<Double> millis(Pipeline pipeline) {
            return millis.getOrDefault(pipeline, List.of());
        }
    }

    Trial(RuntimeClient client, List<Pipeline> pipelines, Consumer<String> note) {
        this.client = client;
        this.pipelines = pipelines;
        this.note = note;
    }

    /** @param foreseenMillis how long before each arrival an oracle has everything started; 0: there is none */
    Outcome run(List<Arrival> arrivals, long foreseenMillis) {
        Map<Pipeline, List<Double>> millis = new ConcurrentHashMap<>();
        Map<Pipeline, Double> cpu = new ConcurrentHashMap<>();
        pipelines.forEach(pipeline -> millis.put(pipeline, new CopyOnWriteArrayList<>()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(foreseenMillis);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (Arrival arrival : arrivals) {
                Pipeline pipeline = arrival.pipeline();
                long at = begin + TimeUnit.MILLISECONDS.toNanos(arrival.atMillis());
                all.add(CompletableFuture.runAsync(
                        () -> foresee(pipeline, foreseenMillis),
                        at(at - TimeUnit.MILLISECONDS.toNanos(foreseenMillis), threads)));
                all.add(CompletableFuture.runAsync(
                        () -> {
                            note.accept(pipeline.name());
                            millis.getOrDefault(pipeline, List.of()).add(call(pipeline));
                            cpu.computeIfAbsent(pipeline, this::cpuMillis);
                        },
                        at(at, threads)));
            }
            join(all);
        }
        return new Outcome(millis, client.list("/v1/stats", FunctionStats.class), idle(), cpu);
    }

    /** Runs what it is given at that time of the monotonic clock. */
    private static Executor at(long nanos, Executor threads) {
        return CompletableFuture.delayedExecutor(nanos - System.nanoTime(), TimeUnit.NANOSECONDS, threads);
    }

    private void foresee(Pipeline pipeline, long foreseenMillis) {
        if (foreseenMillis > 0) {
            int seconds = (int) Math.ceilDiv(foreseenMillis, 1000L) + 1;
            pipeline.functions().forEach(it -> prewarm(it, seconds));
        }
    }

    private static void join(List<CompletableFuture<Void>> all) {
        try {
            all.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof CliFailure known ? known : e;
        }
    }

    private double call(Pipeline pipeline) {
        long start = System.nanoTime();
        HttpResponse<byte[]> reply = client.exchange(
                Paths.call(FunctionReference.parse(pipeline.entry())),
                ContentType.JSON.mediaType(),
                pipeline.input().getBytes(StandardCharsets.UTF_8));
        double millis = (System.nanoTime() - start) / 1e6;
        String body = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.statusCode() / 100 != 2) {
            throw client.failure(reply, body);
        }
        requireResult(pipeline, body);
        return millis;
    }

    private static void requireResult(Pipeline pipeline, String body) {
        try {
            JsonNode answer = Json.MAPPER.readTree(body);
            if (!answer.has("result")) {
                throw new CliFailure(
                        ExitCode.FUNCTION_FAILED,
                        pipeline.entry() + " failed: " + answer.path("error").path("message"));
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "an answer is not JSON: " + body, e);
        }
    }

    private void prewarm(String function, int seconds) {
        client.send(
                "POST",
                Paths.function(FunctionName.parse(function), "/prewarm"),
                Map.of("instances", 1, "seconds", seconds));
    }

    /** What the processors have done so far for the instances of a pipeline. */
    private double cpuMillis(Pipeline pipeline) {
        return pipeline.functions().stream()
                .map(it -> client.get(Paths.function(FunctionName.parse(it), ""), FunctionDescription.class))
                .flatMap(it -> it.instances().stream())
                .flatMap(it -> ProcessHandle.of(it.pid()).stream())
                .flatMap(it -> it.info().totalCpuDuration().stream())
                .mapToLong(Duration::toMillis)
                .sum();
    }

    private double idle() {
        try (Stream<String> lines = client.lines("/q/metrics")) {
            return lines.filter(line -> line.startsWith(IDLE))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
