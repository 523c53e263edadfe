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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
        try (Video video = Video.open(file, "rotated", LIMITS)) {
            assertThat(video.width()).isEqualTo(width);
            assertThat(frames(video).getFirst().picture().getWidth()).isEqualTo(width);
            assertThat(video.height()).isEqualTo(height);
        }
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
        Sampler sampler = new Sampler(10);

        assertThat(sampler.until(40_000)).isEqualTo(1);
        assertThat(sampler.until(80_000)).isZero();
        assertThat(sampler.until(500_000)).isEqualTo(4);
        assertThat(sampler.until(1_000_000)).isEqualTo(5);
    }
}
