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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
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
    void split_ofALongVideo_callsItselfForSegmentsThatItDoesNotSplitItself() throws IOException {
        put(client, "long", Files.readAllBytes(clip("long", 32, 32, 61 * RATE)));
        long before = calls("demo/video-split");

        Reply split = call("video-split", "{'video': 'BOX/long', 'fps': 1, 'to': 'BOX/', 'name': 'part'}");

        assertThat(split.status()).as(split.text()).isEqualTo(200);
        List<String> frames = new ArrayList<>();
        split.result().path("frames").forEach(frame -> frames.add(frame.asText()));
        assertThat(frames).hasSize(61).isSorted().doesNotHaveDuplicates();
        assertThat(calls("demo/video-split") - before).isEqualTo(2);
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

    private void assertSplitFails(String name, String words) {
        Reply split = call("video-split", "{'video': 'BOX/%s', 'fps': 0.1}".formatted(name));

        assertThat(split.errorType()).as(split.text()).isEqualTo("InputError");
        assertThat(split.message()).contains(BOX + name + words);
    }

    @Test
    void split_ofSoundAlone_ofNoFrames_orOfWhatIsTooLong_isAnInputErrorThatSaysSo() throws IOException {
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(new byte[16_000]), format, 8000),
                AudioFileFormat.Type.WAVE,
                sound);
        put(client, "sound.wav", sound.toByteArray());
        put(client, "empty", new byte[0]);
        Path file = folder.resolve("days");
        try (Film film = new Film(file, FilmFormat.MP4, 16, 16, 0.1, null, Map.of())) {
            for (int i = 0; i < 1450; i++) {
                film.add(plain(Color.RED, 16, 16));
            }
        }
        put(client, "days", Files.readAllBytes(file));

        assertSplitFails("sound.wav", ": has no video stream, only sound");
        assertSplitFails("empty", ": is no video");
        assertSplitFails("days", " must be at most 14400 s long, was 14500.0 s");
    }

    @Test
    void split_ofWhatIsBrokenInTheMiddle_showsWhatCanBeRead() throws IOException {
        Path file = folder.resolve("noise");
        Random random = new Random(1);
        try (Film film = new Film(file, FilmFormat.MP4, 64, 48, RATE, null, Map.of())) {
            for (int i = 0; i < 6 * RATE; i++) {
                film.add(plain(new Color(random.nextInt(0x1000000)), 64, 48));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int i = bytes.length * 45 / 100; i < bytes.length * 55 / 100; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        put(client, "broken", bytes);

        Reply split = call("video-split", "{'video': 'BOX/broken', 'to': 'BOX/', 'name': 'broken-frame'}");

        assertThat(split.status()).as(split.text()).isEqualTo(200);
        assertThat(split.result().path("frames").size()).isEqualTo(6 * RATE);
    }

    @Test
    void split_ofARotatedVideoOfAVaryingRate_isUprightFramesAtAConstantRate() throws Exception {
        Path file = folder.resolve("varying.mp4");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 64, 48, 0)) {
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(100);
            recorder.setDisplayRotation(90);
            recorder.start();
            ByteBuffer rows = ByteBuffer.allocateDirect(64 * 48 * 3);
            for (long millis : new long[] {0, 40, 80, 500, 510, 1490}) {
                recorder.setTimestamp(millis * 1000);
                recorder.recordImage(64, 48, 8, 3, 64 * 3, avutil.AV_PIX_FMT_BGR24, rows);
            }
        }
        put(client, "varying", Files.readAllBytes(file));

        Reply split = call("video-split", "{'video': 'BOX/varying', 'to': 'BOX/', 'name': 'upright'}");

        assertThat(split.status()).as(split.text()).isEqualTo(200);
        // The last one is shown for as long as they are on the average, a quarter of a second.
        assertThat(split.result().path("frames").size()).isEqualTo(18);
        assertThat(split.result().path("width").asInt()).isEqualTo(48);
        assertThat(split.result().path("height").asInt()).isEqualTo(64);
    }

    @Test
    void framesInTheSession_areGoneWhenTheCallIsOver_thoseInACollectionStay(Sluice sluice) throws IOException {
        Reply passing = call("video-split", "{'video': 'BOX/clip', 'name': 'passing'}");
        Reply staying = call("video-split", "{'video': 'BOX/clip', 'to': 'BOX/', 'name': 'staying'}");

        assertThat(passing.result().path("frames").path(0).asText())
                .as(passing.text())
                .isEqualTo("data://.session/passing-000001.jpg");
        assertThat(staying.status()).as(staying.text()).isEqualTo(200);
        assertThat(files(sluice.home(), "staying-000001.jpg")).isEqualTo(1);
        Waits.until("the frames of the session are gone").until(() -> files(sluice.home(), "passing-000001.jpg") == 0);
    }

    private static long files(Path folder, String name) throws IOException {
        try (Stream<Path> all = Files.find(folder, Integer.MAX_VALUE, (path, _) -> path.getFileName()
                .toString()
                .startsWith(name))) {
            return all.count();
        } catch (UncheckedIOException goneMeanwhile) {
            return -1;
        }
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
