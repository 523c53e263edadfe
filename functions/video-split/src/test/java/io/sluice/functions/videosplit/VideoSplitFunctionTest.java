package io.sluice.functions.videosplit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.functions.AlgorithmException;
import io.sluice.functions.Data;
import io.sluice.functions.media.Functions;
import io.sluice.functions.media.Pictures;
import io.sluice.functions.video.Film;
import io.sluice.functions.video.FilmFormat;
import io.sluice.functions.video.VideoLimits;
import io.smallrye.mutiny.Uni;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoSplitFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "data://.my/in/film.mp4";

    @TempDir
    private Path folder;

    private final Data data = Data.inMemory();
    private final List<JsonNode> called = new CopyOnWriteArrayList<>();
    private final VideoSplitFunction function = function(50, 0);

    /** One that calls itself. */
    private VideoSplitFunction function(int mostFrames, int segmentSeconds) {
        CompletableFuture<VideoSplitFunction> self = new CompletableFuture<>();
        Functions functions = (name, input) -> Uni.createFrom().item(() -> {
            called.add(JSON.valueToTree(input));
            try {
                return JSON.valueToTree(self.join().split(JSON.valueToTree(input)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        VideoLimits limits = new VideoLimits(Duration.ofSeconds(60), 100_000);
        VideoSplitFunction made = new VideoSplitFunction(functions, data, limits, mostFrames, segmentSeconds);
        self.complete(made);
        return made;
    }

    @BeforeEach
    void film() {
        film(ADDRESS, 20, 12);
    }

    /** Ten frames a second, each brighter than the one before. */
    private void film(String address, int frames, int step) {
        Path local = folder.resolve("film");
        try (Film film = new Film(local, FilmFormat.MP4, 64, 48, 10, null, Map.of("title", "brighter"))) {
            for (int i = 0; i < frames; i++) {
                BufferedImage picture = Pictures.blank(64, 48);
                int grey = 10 + step * i;
                for (int y = 0; y < 48; y++) {
                    for (int x = 0; x < 64; x++) {
                        picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
                    }
                }
                film.add(picture);
            }
        }
        data.file(address).await().put(local);
    }

    private Frames split(String input) throws IOException {
        return function.split(JSON.readTree(input));
    }

    private int brightness(String frame) {
        BufferedImage picture = Pictures.decode(data.file(frame).await().get(), frame, 100_000);
        return picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2) & 0xff;
    }

    @Test
    void video_atItsOwnRate_isAllOfItsFramesInOrder() throws IOException {
        Frames frames = split("{\"video\": \"" + ADDRESS + "\", \"to\": \"data://.my/out\", \"name\": \"f\"}");

        assertThat(frames.frames())
                .hasSize(20)
                .startsWith("data://.my/out/f-000001.jpg", "data://.my/out/f-000002.jpg");
        assertThat(frames.width()).isEqualTo(64);
        assertThat(frames.seconds()).isEqualTo(2);
        assertThat(frames.sound()).isFalse();
        assertThat(frames.metadata()).containsEntry("title", "brighter");
        for (int i = 1; i < 20; i++) {
            assertThat(brightness(frames.frames().get(i)))
                    .isGreaterThan(brightness(frames.frames().get(i - 1)));
        }
    }

    @Test
    void video_atALowerRate_isEveryFewFrames_andAtAHigherRepeatsThem() throws IOException {
        assertThat(split("{\"video\": \"" + ADDRESS + "\", \"fps\": 5}").frames())
                .hasSize(10)
                .doesNotHaveDuplicates();

        Frames twice = split("{\"video\": \"" + ADDRESS + "\", \"fps\": 20}");

        assertThat(twice.frames()).hasSize(40);
        assertThat(twice.frames().stream().distinct()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 7.3, 23.976})
    void longVideo_isSplitBySegments_toTheSameFrames(double fps) throws IOException {
        film("data://.my/in/long", 60, 4);
        String input =
                "{\"video\": \"data://.my/in/long\", \"to\": \"data://.my/%s\", \"name\": \"f\", \"fps\": " + fps + "}";

        Frames parts = function(500, 2).split(JSON.readTree(input.formatted("parts")));
        Frames whole = function(500, 0).split(JSON.readTree(input.formatted("whole")));

        assertThat(called).hasSizeBetween(1, 2);
        assertThat(parts.frames())
                .containsExactlyElementsOf(whole.frames().stream()
                        .map(frame -> frame.replace("whole", "parts"))
                        .toList());
        for (int i = 0; i < whole.frames().size(); i++) {
            assertThat(brightness(parts.frames().get(i)))
                    .isEqualTo(brightness(whole.frames().get(i)));
        }
        assertThat(parts.seconds()).isEqualTo(whole.seconds());
        assertThat(data.file(called.getFirst().path("video").asText()).await().exists())
                .isFalse();
    }

    @Test
    void longVideo_whoseCallsGetNoInstance_isSplitHere() throws IOException {
        film("data://.my/in/long", 60, 4);
        AtomicInteger givenUp = new AtomicInteger();
        Functions full = (name, input) -> Uni.createFrom()
                .<JsonNode>emitter(waiting -> called.add(JSON.valueToTree(input)))
                .onCancellation()
                .invoke(givenUp::incrementAndGet);
        VideoLimits limits = new VideoLimits(Duration.ofSeconds(60), 100_000);

        Frames frames = new VideoSplitFunction(full, data, limits, 500, 2)
                .split(JSON.readTree(
                        "{\"video\": \"data://.my/in/long\", \"to\": \"data://.my/out\", \"name\": \"f\"}"));

        assertThat(frames.frames()).hasSize(60).isSorted().doesNotHaveDuplicates();
        assertThat(called).isNotEmpty();
        assertThat(givenUp).hasValue(called.size());
    }

    @Test
    void longVideo_oneOfWhoseCallsFails_fails() {
        film("data://.my/in/long", 60, 4);
        Functions failing =
                (name, input) -> Uni.createFrom().failure(new AlgorithmException("no such part", "InputError"));
        VideoLimits limits = new VideoLimits(Duration.ofSeconds(60), 100_000);

        assertThatThrownBy(() -> new VideoSplitFunction(failing, data, limits, 500, 2)
                        .split(JSON.readTree("\"data://.my/in/long\"")))
                .hasMessage("no such part");
    }

    @Test
    void longVideo_ofTooManyFrames_isRefusedBeforeItIsCut() {
        film("data://.my/in/long", 60, 4);

        assertThatThrownBy(() -> function(50, 2).split(JSON.readTree("\"data://.my/in/long\"")))
                .hasMessageStartingWith("data://.my/in/long must be at most 50 frames at 10.0 a second");
        assertThat(called).isEmpty();
    }

    @Test
    void video_isScaled_andAnAddressAloneWillDo() throws IOException {
        assertThat(split("{\"video\": \"" + ADDRESS + "\", \"width\": 32}").height())
                .isEqualTo(24);
        assertThat(split("\"" + ADDRESS + "\"").frames()).hasSize(20);
    }

    @Test
    void videoThatIsNone_brokenOff_orOfTooManyFrames_isAnInputErrorWithItsAddress() throws IOException {
        data.file("data://.my/in/text").await().put(new byte[100]);
        byte[] whole = data.file(ADDRESS).await().get();
        data.file("data://.my/in/half").await().put(Arrays.copyOf(whole, whole.length * 3 / 4));

        assertThatThrownBy(() -> split("\"data://.my/in/text\""))
                .hasMessageStartingWith("data://.my/in/text: is no video");
        assertThatThrownBy(() -> split("\"data://.my/in/half\""))
                .hasMessageStartingWith("data://.my/in/half: breaks off after ");
        assertThatThrownBy(() -> split("{\"video\": \"" + ADDRESS + "\", \"fps\": 60}"))
                .hasMessage(ADDRESS + " must be at most 50 frames at 60.0 a second, was more: choose fewer with 'fps'");
        assertThatThrownBy(() -> split("{}")).hasMessage("'video' is missing");
        assertThatThrownBy(() -> split("{\"video\": \"" + ADDRESS + "\", \"fps\": 0}"))
                .hasMessage("fps must be a number from 0.1 to 60, was 0");
    }
}
