package io.sluice.functions.videotransform;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.functions.media.Functions;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/** One video on its way: split, painted, joined. Frames stay in the call's session, which ends with it. For one thread. */
final class Transformation {

    /** A call for some frames costs little more than one for one, and is one thing less that goes round. */
    private static final int MOST_OF_A_BATCH = 8;

    private static final int BATCHES_EACH = 4;

    private final Functions functions;
    private final Wish wish;
    private final ProgressFile progress;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, Double> stages = new LinkedHashMap<>();

    Transformation(Functions functions, Wish wish, ProgressFile progress) {
        this.functions = functions;
        this.wish = wish;
        this.progress = progress;
    }

    Transformed run() {
        progress.note("split", 0, 0);
        JsonNode split = timed("split", this::split);
        List<String> frames = texts(split.path("frames"));
        Map<String, String> painted = timed("paint", () -> paint(frames));
        JsonNode joined =
                timed("join", () -> join(frames.stream().map(painted::get).toList(), split));
        return new Transformed(
                joined.path("video").asText(),
                joined.path("bytes").asLong(),
                frames.size(),
                painted.size(),
                joined.path("seconds").asDouble(),
                joined.path("width").asInt(),
                joined.path("height").asInt(),
                joined.path("sound").asBoolean(),
                wish.parallel(),
                stages);
    }

    private interface Stage<T> {
        T run();
    }

    private <T> T timed(String stage, Stage<T> work) {
        long begin = System.nanoTime();
        T made = work.run();
        stages.put(stage, Math.round((System.nanoTime() - begin) / 1e6) / 1e3);
        return made;
    }

    private JsonNode split() {
        Map<String, Object> input = new HashMap<>(Map.of("video", wish.video(), "fps", wish.fps(), "name", id));
        if (wish.width() > 0) {
            input.put("width", wish.width());
        }
        return await(functions.call("demo/video-split", input));
    }

    /** What each frame was made to. */
    private Map<String, String> paint(List<String> frames) {
        List<String> distinct = frames.stream().distinct().toList();
        List<Uni<Map<String, String>>> batches = new ArrayList<>();
        int size = Math.clamp(distinct.size() / (BATCHES_EACH * wish.parallel()), 1, MOST_OF_A_BATCH);
        for (int from = 0; from < distinct.size(); from += size) {
            batches.add(paint(distinct.subList(from, Math.min(from + size, distinct.size())), batches.size()));
        }
        AtomicInteger done = new AtomicInteger();
        progress.note("paint", 0, distinct.size());
        List<Uni<Map<String, String>>> told = batches.stream()
                .map(batch -> batch.onItem()
                        .invoke(made -> progress.note("paint", done.addAndGet(made.size()), distinct.size())))
                .toList();
        Map<String, String> painted = new HashMap<>();
        Functions.await(told, wish.parallel()).forEach(painted::putAll);
        return painted;
    }

    private Uni<Map<String, String>> paint(List<String> frames, int number) {
        String name = "%s-p%06d".formatted(id, number);
        return functions
                .call(wish.painting().function(), wish.painting().of(frames, name))
                .map(answer -> {
                    List<String> made = texts(answer.path("images"));
                    Map<String, String> painted = new HashMap<>();
                    for (int i = 0; i < frames.size(); i++) {
                        painted.put(frames.get(i), made.get(i));
                    }
                    return painted;
                });
    }

    private JsonNode join(List<String> frames, JsonNode split) {
        progress.note("join", 0, frames.size());
        Map<String, Object> input = new HashMap<>(Map.of(
                "frames", frames,
                "fps", wish.fps(),
                "metadata", split.path("metadata"),
                "format", wish.format(),
                "to", wish.destination().collection(),
                "name", wish.destination().name()));
        if (split.path("sound").asBoolean()) {
            input.put("sound", wish.video());
        }
        return await(functions.call("demo/video-join", input));
    }

    /** The call's own deadline is that of all calls that are made in it. */
    private static <T> T await(Uni<T> answer) {
        return answer.await().indefinitely();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
