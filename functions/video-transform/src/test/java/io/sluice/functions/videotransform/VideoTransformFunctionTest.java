package io.sluice.functions.videotransform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.functions.Data;
import io.sluice.functions.media.Functions;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VideoTransformFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Data data = Data.inMemory();
    private final Fakes functions = new Fakes();
    private final VideoTransformFunction function = new VideoTransformFunction(functions, data);

    /** Frames a to d, of which b is shown twice; paints name each picture with an exclamation mark; nothing is at once. */
    private static final class Fakes implements Functions {

        final ConcurrentLinkedQueue<String> called = new ConcurrentLinkedQueue<>();
        final List<JsonNode> inputs = new CopyOnWriteArrayList<>();
        List<String> frames = List.of("a", "b", "b", "c", "d");
        boolean sound = true;
        String failing = "";
        int now;
        int most;

        @Override
        public Uni<JsonNode> call(String function, Map<String, Object> input) {
            return Uni.createFrom().deferred(() -> {
                called.add(function);
                inputs.add(tree(input));
                return function.equals(failing)
                        ? Uni.createFrom().failure(new IllegalStateException(function + " fails"))
                        : answer(function, tree(input));
            });
        }

        private Uni<JsonNode> answer(String function, JsonNode input) {
            return switch (function) {
                case "demo/video-split" ->
                    Uni.createFrom()
                            .item(tree(
                                    Map.of("frames", frames, "sound", sound, "metadata", Map.of("title", "letters"))));
                case "demo/video-join" ->
                    Uni.createFrom()
                            .item(tree(Map.of(
                                    "video",
                                    input.path("to").asText() + "/"
                                            + input.path("name").asText(),
                                    "sound",
                                    input.has("sound"))));
                default -> paint(input);
            };
        }

        private Uni<JsonNode> paint(JsonNode input) {
            synchronized (this) {
                now++;
                most = Math.max(most, now);
            }
            List<String> made = new ArrayList<>();
            input.path("images").forEach(each -> made.add(each.asText() + "!"));
            return Uni.createFrom()
                    .<JsonNode>emitter(emitter -> Thread.startVirtualThread(() -> {
                        synchronized (this) {
                            now--;
                        }
                        emitter.complete(tree(Map.of("images", made)));
                    }));
        }

        private static JsonNode tree(Object value) {
            return JSON.valueToTree(value);
        }

        JsonNode inputOf(String name) {
            return inputs.get(List.copyOf(called).indexOf(name));
        }
    }

    private Transformed transform(String input) throws JsonProcessingException {
        return function.transform(JSON.readTree(input.replace('\'', '"')));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @Test
    void video_isSplit_paintedAndJoined_inOrder_withItsSoundAndMetadata() throws Exception {
        Transformed made = transform("{'video': 'data://.my/v/in', 'fps': 5, 'width': 64, 'filter': 'sepia',"
                + " 'to': 'data://.my/v', 'name': 'out'}");

        JsonNode split = functions.inputOf("demo/video-split");
        assertThat(split.path("fps").asDouble()).isEqualTo(5);
        assertThat(split.path("width").asInt()).isEqualTo(64);
        assertThat(functions.inputOf("demo/image-filter").path("filter").asText())
                .isEqualTo("sepia");
        JsonNode join = functions.inputOf("demo/video-join");
        assertThat(texts(join.path("frames"))).containsExactly("a!", "b!", "b!", "c!", "d!");
        assertThat(join.path("sound").asText()).isEqualTo("data://.my/v/in");
        assertThat(join.path("metadata").path("title").asText()).isEqualTo("letters");
        assertThat(made.video()).isEqualTo("data://.my/v/out");
        assertThat(made.frames()).isEqualTo(5);
        assertThat(made.painted()).isEqualTo(4);
        assertThat(made.stages()).containsOnlyKeys("split", "paint", "join");
    }

    @Test
    void frames_arePaintedByNoMoreCallsAtATimeThanAreWanted() throws Exception {
        functions.frames = IntStream.range(0, 200).mapToObj(Integer::toString).toList();

        transform("{'video': 'data://.my/v/in', 'parallel': 3}");

        assertThat(functions.most).isBetween(1, 3);
        assertThat(texts(functions.inputOf("demo/video-join").path("frames")))
                .containsExactlyElementsOf(
                        functions.frames.stream().map(each -> each + "!").toList());
    }

    @Test
    void model_isGivenToStyleTransfer_andASilentVideoStaysSilent() throws Exception {
        functions.sound = false;

        Transformed made =
                transform("{'video': 'data://.my/v/in', 'model': 'data://.my/m/style.onnx', 'strength': 0.5}");

        JsonNode paint = functions.inputOf("demo/style-transfer");
        assertThat(paint.path("model").asText()).isEqualTo("data://.my/m/style.onnx");
        assertThat(paint.path("strength").asDouble()).isEqualTo(0.5);
        assertThat(made.sound()).isFalse();
    }

    @Test
    void firstFailure_endsTheWork_andNothingIsJoined() {
        functions.failing = "demo/image-filter";

        assertThatThrownBy(() -> transform("{'video': 'data://.my/v/in'}")).hasMessage("demo/image-filter fails");
        assertThat(functions.called).doesNotContain("demo/video-join");
    }

    @Test
    void wrongOption_isAnInputError_beforeAnythingIsCalled() {
        assertThatThrownBy(() -> transform("{'video': 'data://.my/v/in', 'fps': 0}"))
                .hasMessage("fps must be a number from 0.1 to 60, was 0");
        assertThatThrownBy(() -> transform("{'video': 'data://.my/v/in', 'model': 'data://a/b/c', 'filter': 'blur'}"))
                .hasMessage("a video is painted by a 'model' or by a 'filter', not by both");
        assertThatThrownBy(() -> transform("{'video': 'data://.my/v/in', 'format': 'avi'}"))
                .hasMessage("format must be one of mp4, webm, was 'avi'");
        assertThatThrownBy(() -> transform("{'fps': 5}")).hasMessage("'video' is missing");
        assertThat(functions.called).isEmpty();
    }

    @Test
    void progress_isToldInAFile_eachStageHoweverShort() throws Exception {
        transform("{'video': 'data://.my/v/in', 'progress': 'data://.my/v/progress.json'}");

        byte[] told = data.file("data://.my/v/progress.json").await().get();
        assertThat(new String(told, StandardCharsets.UTF_8)).isEqualTo("{\"stage\":\"join\",\"done\":0,\"of\":5}");
        assertThat(data.file("data://.my/v/in.mp4").await().exists()).isFalse();
    }
}
