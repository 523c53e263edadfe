package io.sluice.functions.video;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;
import org.jspecify.annotations.Nullable;

/**
 * A video that is written at a constant rate, with sound that ends when the pictures do. Its sides are even: an odd one is
 * cut by a pixel. Blocks; for one thread. Close it to complete it.
 */
public final class Film implements AutoCloseable {

    private static final int BYTES = 3;
    private static final int BYTE = 8;
    private static final double BITS_A_PIXEL = 0.25;
    private static final int LEAST_BITS = 300_000;
    private static final int SOUND_BITS = 160_000;
    private static final double MICROS = 1e6;

    private final FFmpegFrameRecorder recorder;
    private final double rate;
    private final @Nullable Sound sound;
    private final int width;
    private final int height;
    private final ByteBuffer rows;
    private long frames;
    private long soundMicros;

    /**
     * Begins one.
     *
     * @param width of every picture
     * @param rate frames a second
     * @param sound its sound, which stays the caller's to close; or null
     */
    public Film(
            Path file,
            FilmFormat format,
            int width,
            int height,
            double rate,
            @Nullable Sound sound,
            Map<String, String> metadata) {
        this.width = width & ~1;
        this.height = height & ~1;
        this.rate = rate;
        this.sound = sound;
        this.rows = ByteBuffer.allocateDirect(this.width * this.height * BYTES);
        this.recorder =
                new FFmpegFrameRecorder(file.toFile(), this.width, this.height, sound == null ? 0 : sound.channels());
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        settings(format, metadata);
        start();
    }

    private void settings(FilmFormat format, Map<String, String> metadata) {
        recorder.setFormat(format.name().toLowerCase(Locale.ROOT));
        recorder.setVideoCodec(format.picture());
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(rate);
        recorder.setVideoBitrate((int) Math.max(LEAST_BITS, width * height * Math.min(rate, 30) * BITS_A_PIXEL));
        recorder.setGopSize((int) Math.max(1, Math.round(rate * 2)));
        recorder.setMetadata(metadata);
        if (format == FilmFormat.MP4) {
            recorder.setOption("movflags", "faststart");
        } else {
            recorder.setVideoOption("deadline", "realtime");
            recorder.setVideoOption("cpu-used", "6");
        }
        if (sound != null) {
            recorder.setAudioCodec(format.sound());
            recorder.setSampleRate(format.sampleRate(sound.sampleRate()));
            recorder.setAudioBitrate(SOUND_BITS);
        }
    }

    private void start() {
        try {
            recorder.start();
        } catch (FFmpegFrameRecorder.Exception refused) {
            throw new IllegalStateException(
                    "a video of %dx%d at %s frames a second can't be written: %s"
                            .formatted(width, height, rate, refused.getMessage()),
                    refused);
        }
    }

    /** Adds a picture, and the sound up to its end. */
    public void add(BufferedImage picture) {
        byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        rows.clear();
        for (int y = 0; y < height; y++) {
            rows.put(bytes, y * picture.getWidth() * BYTES, width * BYTES);
        }
        rows.flip();
        try {
            recorder.recordImage(width, height, BYTE, BYTES, width * BYTES, avutil.AV_PIX_FMT_BGR24, rows);
            frames++;
            addSound((long) (frames * MICROS / rate));
        } catch (FFmpegFrameRecorder.Exception broken) {
            throw new IllegalStateException("frame " + frames + " can't be written: " + broken.getMessage(), broken);
        }
    }

    private void addSound(long until) throws FFmpegFrameRecorder.Exception {
        if (sound == null) {
            return;
        }
        while (soundMicros < until) {
            Frame samples = sound.next();
            if (samples == null || samples.samples == null) {
                soundMicros = Long.MAX_VALUE;
                return;
            }
            recorder.recordSamples(samples.sampleRate, samples.audioChannels, samples.samples);
            soundMicros = samples.timestamp
                    + (long) (MICROS * samples.samples[0].limit() / (samples.sampleRate * (double) perBuffer(samples)));
        }
    }

    /** Samples of all channels stand in one buffer, or those of each in its own. */
    private static int perBuffer(Frame samples) {
        return samples.samples.length == 1 ? samples.audioChannels : 1;
    }

    /** How many pictures there are. */
    public long frames() {
        return frames;
    }

    @Override
    public void close() {
        try {
            recorder.close();
        } catch (FrameRecorder.Exception broken) {
            throw new IllegalStateException("the video can't be completed: " + broken.getMessage(), broken);
        }
    }
}
