package io.sluice.functions.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.functions.media.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that are written and read again. */
class VideoTest {

    private static final VideoLimits LIMITS = new VideoLimits(Duration.ofSeconds(60), 1_000_000);
    private static final int RATE = 44_100;

    @TempDir
    private Path folder;

    private static BufferedImage plain(Color colour, int width, int height) {
        BufferedImage picture = Pictures.blank(width, height);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    /** A tone of a second, in a file without pictures. */
    private Path tone() throws Exception {
        Path file = folder.resolve("tone.m4a");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 1)) {
            recorder.setFormat("mp4");
            recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
            recorder.setSampleRate(RATE);
            recorder.start();
            ShortBuffer samples = ShortBuffer.allocate(RATE);
            for (int i = 0; i < RATE; i++) {
                samples.put(i, (short) (20_000 * Math.sin(2 * Math.PI * 440 * i / RATE)));
            }
            recorder.recordSamples(RATE, 1, samples);
        }
        return file;
    }

    private Path film(FilmFormat format, int width, int height, int frames) throws Exception {
        Path file = folder.resolve("film");
        try (Sound sound = Sound.open(tone(), "tone").orElseThrow();
                Film film = new Film(file, format, width, height, 10, sound, Map.of("title", "two colours"))) {
            for (int i = 0; i < frames; i++) {
                film.add(plain(i < frames / 2 ? Color.RED : Color.BLUE, width, height));
            }
        }
        return file;
    }

    private static List<VideoFrame> frames(Video video) {
        List<VideoFrame> frames = new ArrayList<>();
        for (Optional<VideoFrame> next = video.next(); next.isPresent(); next = video.next()) {
            frames.add(next.get());
        }
        return frames;
    }

    private static Color middle(BufferedImage picture) {
        return new Color(picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2));
    }

    @ParameterizedTest
    @EnumSource(FilmFormat.class)
    void film_isReadAgain_withItsFramesSoundAndMetadata(FilmFormat format) throws Exception {
        try (Video video = Video.open(film(format, 64, 48, 10), "film", LIMITS)) {
            List<VideoFrame> frames = frames(video);

            assertThat(frames).hasSize(10);
            assertThat(frames.get(9).micros()).isCloseTo(900_000, within(2_000L));
            assertThat(middle(frames.get(1).picture()).getRed()).isGreaterThan(200);
            assertThat(middle(frames.get(8).picture()).getBlue()).isGreaterThan(200);
            assertThat(video.rate()).isCloseTo(10, within(0.01));
            assertThat(video.hasSound()).isTrue();
            assertThat(video.metadata().values()).contains("two colours");
        }
    }

    @ParameterizedTest
    @EnumSource(FilmFormat.class)
    void sound_goesThroughAFilm_andStaysATone(FilmFormat format) throws Exception {
        try (Sound sound = Sound.open(film(format, 64, 48, 10), "film").orElseThrow()) {
            double loudest = 0;
            long samples = 0;
            int rate = sound.sampleRate();
            for (var frame = sound.next(); frame != null; frame = sound.next()) {
                ShortBuffer buffer = (ShortBuffer) frame.samples[0];
                for (int i = 0; i < buffer.limit(); i++) {
                    loudest = Math.max(loudest, Math.abs(buffer.get(i)));
                }
                samples += buffer.limit() / sound.channels();
            }

            assertThat(loudest).isBetween(15_000.0, 26_000.0);
            assertThat(samples / (double) rate).isCloseTo(1.0, within(0.15));
        }
    }

    @Test
    void film_ofOddSides_isCutByAPixel() throws Exception {
        try (Video video = Video.open(film(FilmFormat.MP4, 65, 49, 2), "film", LIMITS)) {
            assertThat(video.width()).isEqualTo(64);
            assertThat(video.height()).isEqualTo(48);
        }
    }

    @Test
    void video_isScaledAsItIsRead() throws Exception {
        try (Video video = Video.open(film(FilmFormat.MP4, 64, 48, 2), "film", LIMITS)) {
            video.scaleTo(32);

            assertThat(frames(video).getFirst().picture().getHeight()).isEqualTo(24);
        }
    }

    @ParameterizedTest
    @CsvSource({"-90,48,64", "90,48,64", "180,64,48"})
    void rotatedVideo_isReadUpright(int degrees, int width, int height) throws Exception {
        try (Video video = Video.open(rotated(degrees), "rotated", LIMITS)) {
            assertThat(video.width()).isEqualTo(width);
            assertThat(frames(video).getFirst().picture().getWidth()).isEqualTo(width);
            assertThat(video.height()).isEqualTo(height);
        }
    }

    private Path rotated(int degrees) throws Exception {
        Path file = folder.resolve("rotated.mp4");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 64, 48, 0)) {
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(10);
            recorder.setDisplayRotation(degrees);
            recorder.start();
            ByteBuffer rows = ByteBuffer.allocateDirect(64 * 48 * 3);
            for (int i = 0; i < 3; i++) {
                recorder.recordImage(64, 48, 8, 3, 64 * 3, avutil.AV_PIX_FMT_BGR24, rows);
            }
        }
        return file;
    }

    @Test
    void turn_isCounterclockwiseInTheMatrix_andClockwiseForFrames() {
        BufferedImage picture = Pictures.blank(4, 2);
        picture.setRGB(0, 0, 0xffffff);

        BufferedImage turned = Turn.ofDegrees(-90).of(picture);

        assertThat(turned.getWidth()).isEqualTo(2);
        assertThat(turned.getRGB(1, 0) & 0xffffff).isEqualTo(0xffffff);
        assertThat(Turn.ofDegrees(0).of(picture)).isSameAs(picture);
        assertThat(Turn.ofDegrees(180).of(picture).getRGB(3, 1) & 0xffffff).isEqualTo(0xffffff);
        assertThat(Turn.ofDegrees(90).of(picture).getRGB(0, 3) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void whatIsNoVideo_hasNone_orIsTooLong_isAnInputErrorWithItsName() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "hello");
        Path film = film(FilmFormat.MP4, 64, 48, 10);

        assertThatThrownBy(() -> Video.open(text, "data://a/b", LIMITS))
                .hasMessageStartingWith("data://a/b: is no video that FFmpeg can read");
        assertThatThrownBy(() -> Video.open(folder.resolve("tone.m4a"), "data://a/b", LIMITS))
                .hasMessage("data://a/b: has no video stream, only sound");
        assertThatThrownBy(() -> Video.open(film, "data://a/b", new VideoLimits(Duration.ZERO, 1_000_000)))
                .hasMessage("data://a/b must be at most 0 s long, was 1.0 s");
        assertThatThrownBy(() -> Video.open(film, "data://a/b", new VideoLimits(Duration.ofSeconds(60), 100)))
                .hasMessage("data://a/b must be of at most 100 pixels a frame, was 64x48");
    }

    @Test
    void sampler_ofAVaryingRate_showsWhatWasCurrentThen() {
        Sampler sampler = new Sampler(10, 0);

        assertThat(sampler.until(40_000)).isEqualTo(1);
        assertThat(sampler.until(80_000)).isZero();
        assertThat(sampler.until(500_000)).isEqualTo(4);
        assertThat(sampler.until(1_000_000)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 7, 23.976, 60})
    void samplers_ofTheParts_makeWhatOneOfTheWholeWould(double rate) {
        Sampler whole = new Sampler(rate, 0);
        long before = 0;
        for (long end : new long[] {1_033_333, 1_999_999, 5_000_000, 5_020_000, 9_876_543}) {
            Sampler part = new Sampler(rate, before);
            assertThat(part.made()).isEqualTo(whole.made());
            assertThat(part.until(end)).isEqualTo(whole.until(end));
            before = end;
        }
    }

    /** Ten frames a second, a key frame each second or two. */
    private Path longFilm(int seconds) throws Exception {
        Path file = folder.resolve("long.mp4");
        try (Film film = new Film(file, FilmFormat.MP4, 64, 48, 10, null, Map.of())) {
            for (int i = 0; i < 10 * seconds; i++) {
                film.add(plain(new Color(i % 256, 100, 100), 64, 48));
            }
        }
        return file;
    }

    @Test
    void segments_areCutAtKeyFrames_andHaveAllFramesOfTheWhole() throws Exception {
        Path parts = Files.createDirectory(folder.resolve("parts"));

        List<Segments.Segment> segments = Segments.cut(longFilm(9), "film", parts, 2);

        assertThat(segments).hasSizeGreaterThan(2);
        assertThat(segments.getFirst().start()).isZero();
        assertThat(segments.getLast().end()).isCloseTo(9, within(0.15));
        int frames = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segments.Segment segment = segments.get(i);
            assertThat(segment.start())
                    .isEqualTo(i == 0 ? 0 : segments.get(i - 1).end());
            try (Video video = Video.open(segment.file(), "segment", LIMITS)) {
                int more = frames(video).size();
                assertThat(more / 10.0).isCloseTo(segment.end() - segment.start(), within(0.15));
                frames += more;
            }
        }
        assertThat(frames).isEqualTo(90);
    }

    @Test
    void videoOfAVaryingRate_hasItsFramesWhenTheyCome() throws Exception {
        Path file = folder.resolve("varying.mp4");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 64, 48, 0)) {
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(100);
            recorder.start();
            ByteBuffer rows = ByteBuffer.allocateDirect(64 * 48 * 3);
            for (long millis : new long[] {0, 40, 80, 500, 510, 1500}) {
                recorder.setTimestamp(millis * 1000);
                recorder.recordImage(64, 48, 8, 3, 64 * 3, avutil.AV_PIX_FMT_BGR24, rows);
            }
        }

        try (Video video = Video.open(file, "varying", LIMITS)) {
            assertThat(frames(video).stream().map(VideoFrame::micros))
                    .containsExactly(0L, 40_000L, 80_000L, 500_000L, 510_000L, 1_500_000L);
        }
    }

    /** Six seconds of coloured tiles, so that there is something in the file that can be broken. */
    private Path tiles() {
        Path file = folder.resolve("tiles.mp4");
        Random random = new Random(1);
        try (Film film = new Film(file, FilmFormat.MP4, 128, 96, 10, null, Map.of())) {
            for (int i = 0; i < 60; i++) {
                BufferedImage picture = Pictures.blank(128, 96);
                Graphics2D graphics = picture.createGraphics();
                for (int at = 0; at < 48; at++) {
                    graphics.setColor(new Color(random.nextInt(0x1000000)));
                    graphics.fillRect(at % 8 * 16, at / 8 * 16, 16, 16);
                }
                graphics.dispose();
                film.add(picture);
            }
        }
        return file;
    }

    @Test
    void videoThatIsBrokenInTheMiddle_showsWhatCanBeRead() throws Exception {
        byte[] bytes = Files.readAllBytes(tiles());
        Random random = new Random(1);
        for (int i = bytes.length * 45 / 100; i < bytes.length * 55 / 100; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        Path broken = Files.write(folder.resolve("broken.mp4"), bytes);

        try (Video video = Video.open(broken, "broken", LIMITS)) {
            List<VideoFrame> frames = frames(video);
            assertThat(frames.size()).isBetween(30, 59);
            assertThat(frames.getLast().micros()).isCloseTo(5_900_000, within(2_000L));
        }
    }

    @Test
    void segments_ofARotatedVideo_areRotated() throws Exception {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        List<Segments.Segment> segments = Segments.cut(rotated(90), "film", parts, 1);

        try (Video video = Video.open(segments.getFirst().file(), "segment", LIMITS)) {
            assertThat(video.width()).isEqualTo(48);
        }
    }

    @Test
    void segments_ofAVideoThatBreaksOff_areAnInputError() throws Exception {
        byte[] whole = Files.readAllBytes(longFilm(9));
        Path half = Files.write(folder.resolve("half.mp4"), Arrays.copyOf(whole, whole.length / 2));
        Path parts = Files.createDirectory(folder.resolve("parts"));

        assertThatThrownBy(() -> Segments.cut(half, "data://a/b", parts, 2))
                .hasMessageStartingWith("data://a/b: breaks off after ");
    }
}
