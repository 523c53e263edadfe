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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Splits a long video by calls of the same function, one for each segment, a few at a time. Segments pass by the call's
 * session, and are gone when they are split. For one thread.
 */
final class LongVideo {

    private static final String SELF = "demo/video-split";
    private static final int MOST_AT_ONCE = 8;

    private final Functions functions;
    private final Data data;
    private final Wish wish;
    private final String id = UUID.randomUUID().toString();

    LongVideo(Functions functions, Data data, Wish wish) {
        this.functions = functions;
        this.data = data;
        this.wish = wish;
    }

    /** The frames of all segments in order. */
    List<String> split(List<Segment> segments) {
        List<Uni<List<String>>> calls = new ArrayList<>();
        for (Segment segment : segments) {
            calls.add(split(segment, "data://.session/%s-%06d".formatted(id, calls.size())));
        }
        int atOnce = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_AT_ONCE);
        List<String> frames = new ArrayList<>();
        Functions.await(calls, atOnce).forEach(frames::addAll);
        return frames;
    }

    private Uni<List<String>> split(Segment segment, String address) {
        DataFile file = data.file(address);
        Uni<JsonNode> answer = functions.call(SELF, wish.ofPart(address, segment.start(), segment.end()));
        return file.put(segment.file())
                .invoke(() -> delete(segment.file()))
                .chain(() -> answer)
                .call(file::delete)
                .onFailure(AlgorithmFailure.class)
                .transform(failure -> inOwnWords((AlgorithmFailure) failure, address, segment))
                .map(LongVideo::frames);
    }

    /** The caller knows the whole, not the segment. */
    private AlgorithmException inOwnWords(AlgorithmFailure failure, String address, Segment segment) {
        String whole = "%s (from %.1f s on)".formatted(wish.video(), segment.start());
        return new AlgorithmException(failure.reason().replace(address, whole), failure.errorType(), failure);
    }

    private static void delete(Path local) {
        try {
            Files.delete(local);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> frames(JsonNode answer) {
        List<String> frames = new ArrayList<>();
        answer.path("frames").forEach(each -> frames.add(each.asText()));
        return frames;
    }
}
