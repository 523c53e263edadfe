package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.functions.media.Pictures;
import io.sluice.functions.video.Film;
import io.sluice.functions.video.FilmFormat;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoFrame;
import io.sluice.functions.video.VideoLimits;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The video functions in instances, each alone and one that calls the others. */
@ExtendWith(SharedSluice.class)
final class VideoIT {

    private static final String BOX = "data://.my/videos/";
    private static final int RATE = 10;
    private static final int FRAMES = 12;

    @TempDir
    private static Path folder;

    private final Client client;

    VideoIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    @BeforeAll
    static void deploy(Sluice sluice) throws IOException {
        Client client = sluice.administrator();
        for (String name : List.of("image-filter", "style-transfer", "video-split", "video-join", "video-transform")) {
            client.deployed(Packages.function(name));
        }
        client.post("/v1/data/.my", Client.JSON, "{\"name\":\"videos\"}");
        put(client, "clip", Files.readAllBytes(clip("clip", 65, 49, FRAMES)));
        put(client, "none", new byte[100]);
        try (InputStream model = VideoIT.class.getResourceAsStream("identity.onnx")) {
            put(client, "identity.onnx", model.readAllBytes());
        }
    }

    /** Red, then blue. */
    private static Path clip(String name, int width, int height, int frames) {
        Path file = folder.resolve(name);
        try (Film film = new Film(file, FilmFormat.MP4, width, height, RATE, null, Map.of("title", name))) {
            for (int i = 0; i < frames; i++) {
                film.add(plain(i < frames / 2 ? Color.RED : Color.BLUE, width, height));
            }
        }
        return file;
    }

    private static BufferedImage plain(Color colour, int width, int height) {
        BufferedImage picture = Pictures.blank(width, height);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    private static void put(Client client, String name, byte[] bytes) {
        Reply reply = client.send(client.request("/v1/data/.my/videos/" + name)
                .PUT(BodyPublishers.ofByteArray(bytes))
                .build());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private Reply call(String function, String input) {
        return client.call("demo/" + function, input.replace('\'', '"').replace("BOX/", BOX));
    }

    private List<VideoFrame> framesOf(Reply reply, int width) throws IOException {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        String address = reply.result().path("video").asText();
        Path local = folder.resolve("made");
        Files.write(
                local,
                client.get("/v1/data/" + address.substring("data://".length())).bytes());
        List<VideoFrame> frames = new ArrayList<>();
        try (Video video = Video.open(local, address, new VideoLimits(Duration.ofSeconds(60), 1_000_000))) {
            assertThat(video.width()).isEqualTo(width);
            for (Optional<VideoFrame> next = video.next(); next.isPresent(); next = video.next()) {
                frames.add(next.get());
            }
        }
        return frames;
    }

    private static Color middle(VideoFrame frame) {
        BufferedImage picture = frame.picture();
        return new Color(picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2));
    }

    @ParameterizedTest
    @CsvSource({"mp4, 4", "webm, 1"})
    void transform_paintsEachFrame_byCallsInParallel_inTheirOrder(String format, int parallel) throws IOException {
        Reply reply = call(
                "video-transform",
                "{'video': 'BOX/clip', 'filter': 'invert', 'format': '%s', 'parallel': %d, 'to': 'BOX/', 'name': 'inverted'}"
                        .formatted(format, parallel));

        List<VideoFrame> frames = framesOf(reply, 64);
        assertThat(frames).hasSize(FRAMES);
        assertThat(middle(frames.get(1)).getRed()).isLessThan(50);
        assertThat(middle(frames.get(1)).getBlue()).isGreaterThan(200);
        assertThat(middle(frames.get(FRAMES - 2)).getRed()).isGreaterThan(200);
        assertThat(reply.result().path("frames").asInt()).isEqualTo(FRAMES);
        assertThat(reply.result().path("stages").fieldNames()).toIterable().containsExactly("split", "paint", "join");
    }

    @Test
    void transform_byAModel_isThatOfStyleTransfer() throws IOException {
        Reply reply = call(
                "video-transform",
                "{'video': 'BOX/clip', 'model': 'BOX/identity.onnx', 'fps': 5, 'width': 32, 'to': 'BOX/', 'name': 'same'}");

        List<VideoFrame> frames = framesOf(reply, 32);
        assertThat(frames).hasSize(FRAMES / 2);
        assertThat(middle(frames.getFirst()).getRed()).isGreaterThan(200);
        assertThat(middle(frames.getLast()).getBlue()).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'video': 'BOX/none', 'to': 'BOX/'} | video-split': BOX/none: is no video",
                "{'video': 'BOX/absent', 'to': 'BOX/'} | BOX/absent",
                "{'video': 'BOX/clip', 'to': 'data://.my/nowhere'} | data://.my/nowhere/",
                "{'video': 'BOX/clip', 'model': 'BOX/clip', 'to': 'BOX/'} | BOX/clip: is no ONNX model",
                "{'video': 'BOX/clip', 'filter': 'magic', 'to': 'BOX/'} | filter must be one of ",
            })
    void transform_ofWhatIsWrong_isAnInputErrorThatSaysWhat(String input, String words) {
        Reply reply = call("video-transform", input);

        assertThat(reply.errorType()).as(reply.text()).isEqualTo("InputError");
        assertThat(reply.message()).contains(words.replace("BOX/", BOX));
    }

    @Test
    void split_ofALongVideo_callsItselfForItsSegments() throws IOException {
        put(client, "long", Files.readAllBytes(clip("long", 32, 32, 61 * RATE)));
        long before = calls("demo/video-split");

        Reply split = call("video-split", "{'video': 'BOX/long', 'fps': 1, 'to': 'BOX/', 'name': 'part'}");

        assertThat(split.status()).as(split.text()).isEqualTo(200);
        List<String> frames = new ArrayList<>();
        split.result().path("frames").forEach(frame -> frames.add(frame.asText()));
        assertThat(frames).hasSize(61).isSorted().doesNotHaveDuplicates();
        assertThat(calls("demo/video-split") - before).isEqualTo(3);
    }

    private long calls(String function) {
        for (JsonNode each : client.get("/v1/stats").json()) {
            if (each.path("function").asText().equals(function)) {
                return each.path("invocations").asLong();
            }
        }
        return 0;
    }

    @Test
    void split_ofWhatBreaksOff_saysWhere() throws IOException {
        byte[] whole = Files.readAllBytes(clip("whole", 64, 48, 10 * RATE));
        put(client, "half", Arrays.copyOf(whole, whole.length * 3 / 4));

        Reply split = call("video-split", "{'video': 'BOX/half'}");

        assertThat(split.errorType()).isEqualTo("InputError");
        assertThat(split.message()).startsWith(BOX + "half: breaks off after ");
    }

    @Test
    void frames_ofSplit_areThoseOfJoin() throws IOException {
        Reply split = call("video-split", "{'video': 'BOX/clip', 'to': 'BOX/', 'name': 'frame', 'format': 'png'}");
        assertThat(split.status()).as(split.text()).isEqualTo(200);
        assertThat(split.result().path("frames").size()).isEqualTo(FRAMES);

        Reply join = call(
                "video-join",
                "{'frames': " + split.result().path("frames") + ", 'fps': 10, 'to': 'BOX/', 'name': 'joined'}");

        assertThat(framesOf(join, 64)).hasSize(FRAMES);
    }
}
