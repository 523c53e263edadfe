package io.sluice.functions.videosplit;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.functions.AlgorithmException;
import io.sluice.functions.AlgorithmFailure;
import io.sluice.functions.Data;
import io.sluice.functions.DataFile;
import io.sluice.functions.media.Functions;
import io.sluice.functions.video.Segments.Segment;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Splits a long video segment by segment: one after the other here, and meanwhile others by calls of the same function, as many
 * as there are processors besides. Those segments pass by the call's session. Where calls get no instance, because all are as
 * busy as this one, their segments are taken back: whatever becomes of the calls, this one goes on. For one thread.
 */
final class LongVideo {

    private static final String SELF = "demo/video-split";
    private static final int MOST_ELSEWHERE = 7;

    /** When nothing is left to do here, a call is waited for as many times as long as a segment took here. */
    private static final int PATIENCE = 2;

    private static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(250);

    private final Functions functions;
    private final Data data;
    private final Wish wish;
    private final Here here;
    private final List<Segment> segments;
    private final Queue<Integer> left;
    private final SequencedMap<Integer, CompletableFuture<List<String>>> elsewhere = new LinkedHashMap<>();
    private final Map<Integer, List<String>> frames = new TreeMap<>();
    private final String id = UUID.randomUUID().toString();
    private long longest;

    /** Splits a file in this very call. */
    @FunctionalInterface
    interface Here {
        List<String> split(Path file, Wish part) throws IOException;
    }

    LongVideo(Functions functions, Data data, Wish wish, Here here, List<Segment> segments) {
        this.functions = functions;
        this.data = data;
        this.wish = wish;
        this.here = here;
        this.segments = segments;
        this.left = new ArrayDeque<>(IntStream.range(0, segments.size()).boxed().toList());
    }

    /** The frames of all segments in order. */
    List<String> split() throws IOException {
        try {
            while (frames.size() < segments.size()) {
                collect();
                handOut();
                Integer next = left.poll();
                if (next != null) {
                    splitHere(next);
                } else {
                    awaitOne();
                }
            }
        } finally {
            elsewhere.values().forEach(call -> call.cancel(true));
        }
        List<String> all = new ArrayList<>();
        frames.values().forEach(all::addAll);
        return all;
    }

    private void collect() throws IOException {
        for (Iterator<Map.Entry<Integer, CompletableFuture<List<String>>>> calls =
                        elsewhere.entrySet().iterator();
                calls.hasNext(); ) {
            Map.Entry<Integer, CompletableFuture<List<String>>> call = calls.next();
            if (call.getValue().isDone()) {
                calls.remove();
                done(
                        call.getKey(),
                        Uni.createFrom()
                                .completionStage(call.getValue())
                                .await()
                                .indefinitely());
            }
        }
    }

    private void done(int segment, List<String> made) throws IOException {
        frames.put(segment, made);
        Files.delete(segments.get(segment).file());
    }

    /** One stays for here. */
    private void handOut() {
        int most = Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, MOST_ELSEWHERE);
        while (left.size() > 1 && elsewhere.size() < most) {
            int segment = left.remove();
            elsewhere.put(segment, call(segment).subscribeAsCompletionStage());
        }
    }

    private void splitHere(int segment) throws IOException {
        long begin = System.nanoTime();
        Segment part = segments.get(segment);
        done(segment, here.split(part.file(), wish.part(inTheWhole(part), part.start(), part.end())));
        longest = Math.max(longest, System.nanoTime() - begin);
    }

    /** Waits for a call, but not for ever: the one that was made last is the first to be taken back. */
    private void awaitOne() {
        CompletableFuture<?>[] calls = elsewhere.values().toArray(CompletableFuture<?>[]::new);
        if (calls.length == 0) {
            return;
        }
        try {
            CompletableFuture.anyOf(calls).get(Math.max(LEAST_PATIENCE, PATIENCE * longest), TimeUnit.NANOSECONDS);
        } catch (TimeoutException noInstance) {
            Map.Entry<Integer, CompletableFuture<List<String>>> last = elsewhere.pollLastEntry();
            last.getValue().cancel(true);
            left.add(last.getKey());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waits for the frames any more", cancelled);
        } catch (ExecutionException _) {
            // Told when it is collected, in the function's own words.
        }
    }

    private Uni<List<String>> call(int segment) {
        Segment part = segments.get(segment);
        String address = "data://.session/%s-%06d".formatted(id, segment);
        DataFile file = data.file(address);
        Uni<JsonNode> answer = functions.call(
                SELF, wish.part(address, part.start(), part.end()).input());
        return file.put(part.file())
                .chain(() -> answer)
                .call(file::delete)
                .onFailure(AlgorithmFailure.class)
                .transform(failure -> inOwnWords((AlgorithmFailure) failure, address, part))
                .map(LongVideo::frames);
    }

    /** The caller knows the whole, not the segment. */
    private AlgorithmException inOwnWords(AlgorithmFailure failure, String address, Segment segment) {
        return new AlgorithmException(
                failure.reason().replace(address, inTheWhole(segment)), failure.errorType(), failure);
    }

    private String inTheWhole(Segment segment) {
        return "%s (from %.1f s on)".formatted(wish.video(), segment.start());
    }

    private static List<String> frames(JsonNode answer) {
        List<String> frames = new ArrayList<>();
        answer.path("frames").forEach(each -> frames.add(each.asText()));
        return frames;
    }
}
